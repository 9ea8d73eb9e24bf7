"""Values of the elementary functions for tests/Cajal.Tests/Kernels/ElementaryTests.cs (python3, mpmath 1.3.0).

Writes elementary.csv: function,x,f(x), both numbers as round-trip doubles; f(x) is the exact value at the double x, rounded once.
"""
import math
import os
import random
from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, erf, erfc

mp.dps = 60
random.seed(123)


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > -1000 else exp(x)


def softplus(x):
    return log1p(exp(x)) if x < 1000 else x


def points(low, high, both):
    magnitudes = [10 ** (low + (high - low) * i / 60) for i in range(61)] + [0.1 * i for i in range(1, 60)]
    magnitudes += [random.uniform(0, 40) for _ in range(60)] + [2.0 ** i for i in range(-6, 7)]
    return [x for m in magnitudes for x in ((m, -m) if both else (m,))]


def real(x):
    x = float(x)
    return "Infinity" if x == math.inf else repr(x)


CASES = {
    "exp": (exp, points(-300, 2.9, True)),
    "expm1": (expm1, points(-300, 2.9, True)),
    "tanh": (tanh, points(-300, 30, True)),
    "sigmoid": (sigmoid, points(-300, 2.8, True)),
    "softplus": (softplus, points(-300, 2.8, True)),
    "log": (log, points(-300, 30, False) + [5e-324, 1e-310]),
    "log1p": (log1p, points(-300, 30, False) + [-x for x in points(-300, -0.01, False) if x < 1]),
    "erf": (erf, points(-300, 30, True)),
    "erfc": (erfc, points(-300, 1.42, True)),
    "normalCdf": (lambda x: erfc(-x / mp.sqrt(2)) / 2, points(-300, 1.57, True)),
}

with open(os.path.join(os.path.dirname(__file__), "elementary.csv"), "w") as file:
    file.write("function,x,value\n")
    for name, (f, xs) in CASES.items():
        for x in xs:
            file.write(f"{name},{x!r},{real(f(mpf(x)))}\n")
