# Writes activations.json beside this file: value and derivative of each activation, computed with 60 digits from its definition and
# rounded to float64. Run with Debian 12's python3-mpmath: mpmath 1.2.1. Derivatives are taken by mpmath's numerical differentiation.
import json
import os
from mpmath import mp, mpf, diff, e, erf, exp, log1p, pi, sqrt, tanh

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x))


def elu(x, alpha):
    return x if x > 0 else alpha * (exp(x) - 1)


ALPHA, LAMBDA = mpf("1.6732632423543772848170429916717"), mpf("1.0507009873554804934193349852946")
FUNCTIONS = {
    "identity": lambda x: x,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": lambda x: max(x, mpf(0)),
    "leaky-relu": lambda x: x if x > 0 else x * mpf(0.01),
    "elu": lambda x: elu(x, 1),
    "selu": lambda x: LAMBDA * elu(x, ALPHA),
    "gelu": lambda x: x / 2 * (1 + erf(x / sqrt(2))),
    "gelu-tanh": lambda x: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x ** 3))),
    "silu": lambda x: x * sigmoid(x),
    "mish": lambda x: x * tanh(log1p(exp(x))),
    "softplus": lambda x: log1p(exp(x)),
    "threshold": lambda x: mpf(1 if x > 0 else 0),
}

POINTS = [k / 8 + 0.0625 for k in range(-400, 400, 5)] + [-50.0, 50.0, -1e-3, 1e-3, -1e-8, 1e-8, -0.7, 0.3, 1.1, -2.3, 4.7]
rows = [{"name": name, "values": [float(f(mpf(x))) for x in POINTS], "derivatives": [float(diff(f, mpf(x), h=mpf("1e-25"))) for x in POINTS]}
        for name, f in FUNCTIONS.items()]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "activations.json"), "w") as file:
    json.dump({"points": POINTS, "activations": rows}, file, indent=0)
    file.write("\n")
