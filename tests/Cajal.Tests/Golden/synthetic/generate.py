# Writes the first rows of some generated sets, from an own Philox4x32-10 (Salmon et al., SC 2011) and this file alone, to show that
# another implementation on another platform gives the same bytes. Python 3.11, numpy 1.24.2, scipy 1.10.1.
import math
import os
import numpy as np
from scipy.special import ndtri

MASK32, MASK64 = 2 ** 32 - 1, 2 ** 64 - 1
STREAM = int.from_bytes(b"SYNTH", "big")
ROWS, SEED = 25, 42


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & MASK32, (p0 >> 32) ^ c[3] ^ k[1], p0 & MASK32]
        k = [(k[0] + 0x9E3779B9) & MASK32, (k[1] + 0xBB67AE85) & MASK32]
    return c


assert [f"{w:08x}" for w in philox([0] * 4, [0] * 2)] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]    # Random123's known answer


def mix(seed, stream):
    z = (seed + (stream + 1) * 0x9E3779B97F4A7C15) & MASK64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
    return z ^ (z >> 31)


class Sequence:
    def __init__(self, row):
        self.row, self.drawn = row, 0

    def next(self):
        block, half = divmod(self.drawn, 2)
        self.drawn += 1
        key = mix(SEED, STREAM)
        words = philox([block, 0, self.row, 0], [key & MASK32, key >> 32])
        return ((words[2 * half] | words[2 * half + 1] << 32) >> 11) / 2 ** 53

    def uniform(self, low, high):
        return low + (high - low) * self.next()

    def normal(self, mean, deviation):
        return mean + deviation * ndtri(self.next() + 2 ** -54)


def moons(row, r):
    t = r.uniform(0, math.pi)
    x, y = (math.cos(t), math.sin(t)) if row % 2 == 0 else (1 - math.cos(t), 0.5 - math.sin(t))
    return [r.normal(x, 0.15), r.normal(y, 0.15)], ["upper", "lower"][row % 2]


def spirals(row, r):
    along = r.uniform(0, 1)
    angle = 2 * math.pi * 1.5 * along + (row % 2) * math.pi
    radius = 0.1 + 0.9 * along
    return [r.normal(radius * math.cos(angle), 0.03), r.normal(radius * math.sin(angle), 0.03)], ["first", "second"][row % 2]


def cats_dogs(row, r):
    weight, length, name = [((4.5, 0.7), (50, 3), "cat"), ((11.5, 2.5), (78, 6), "dog")][row % 2]
    return [max(weight[0] / 10, r.normal(*weight)), max(length[0] / 10, r.normal(*length))], name


for name, header, draw in [("moons", "x,y,class", moons), ("spirals", "x,y,class", spirals), ("cats-dogs", "weight,length,animal", cats_dogs)]:
    with open(os.path.join(os.path.dirname(__file__), name + ".csv"), "w", newline="\n") as file:
        file.write(header + "\n")
        for row in range(ROWS):
            inputs, label = draw(row, Sequence(row))
            cells = [np.format_float_positional(np.float32(round(v, 4)), trim="-") for v in inputs]
            file.write(",".join([*cells, label]) + "\n")
