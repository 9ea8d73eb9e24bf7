"""Coefficients of the polynomials in src/Cajal.Kernels/Elementwise (python3 with mpmath 1.2 or later).

Interpolation at Chebyshev points in 60 digits, then conversion to monomials: within a small factor of the best
polynomial of that degree. Prints the coefficients, lowest first, and the largest relative error of the polynomial.
"""
from mpmath import mp, mpf, cos, pi, exp, expm1, log, tanh, erf, erfc, sqrt, matrix, lu_solve

mp.dps = 60


def fit(f, low, high, degree):
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * degree + 2)) for i in range(degree + 1)]
    system = matrix(degree + 1, degree + 1)
    right = matrix(degree + 1, 1)
    for i, x in enumerate(points):
        right[i] = f(x)
        for j in range(degree + 1):
            system[i, j] = x ** j
    c = list(lu_solve(system, right))
    error = max(abs(sum(cj * x ** j for j, cj in enumerate(c)) / f(x) - 1)
                for x in [low + (high - low) * (mpf(i) + mpf(1) / 3) / 500 for i in range(500)])
    return c, error


def show(name, f, low, high, degree):
    c, error = fit(f, mpf(low), mpf(high), degree)
    print(f"{name}: relative error {mp.nstr(error, 3)}")
    print("    " + ", ".join(mp.nstr(x, 17) for x in c))


def half_line(q):
    """(1 + 2x) exp(x^2) erfc(x) with x = 4 (1 + q) / (1 - q): Shepherd and Laframboise, Math. Comp. 36 (1981)."""
    if q >= 1 - mpf(10) ** -30:
        return 2 / sqrt(pi)
    x = 4 * (1 + q) / (1 - q)
    if x > 60:  # asymptotic series
        s, t = mpf(1), mpf(1)
        for n in range(1, 40):
            t *= -(2 * n - 1) / (2 * x * x)
            s += t
        return (1 + 2 * x) * s / (x * sqrt(pi))
    return (1 + 2 * x) * exp(x * x) * erfc(x)


def log_rest(z):
    """R(z) with log((1 + s) / (1 - s)) = 2 s + s R(s^2)."""
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) / s - 2) if z > 1e-12 else 2 * z / 3 + 2 * z * z / 5


half = log(mpf(2)) / 2 + mpf("0.0001")
for name, degree in (("float", 4), ("double", 8)):
    show(f"exp {name}: (e^r - 1 - r - r^2/2) / r^3", lambda r: (expm1(r) - r - r * r / 2) / r ** 3 if abs(r) > 1e-12 else mpf(1) / 6, -half, half, degree)
top = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.001")
for name, degree in (("float", 3), ("double", 7)):
    show(f"log {name}: R(z) / z", lambda z: log_rest(z) / z if z > 1e-12 else mpf(2) / 3 + 2 * z / 5, 0, top, degree)
for name, degree in (("float", 6), ("double", 12)):
    show(f"erf {name}: erf(x) / x in x^2", lambda z: erf(sqrt(z)) / sqrt(z) if z > 0 else 2 / sqrt(pi), 0, 1, degree)
for name, degree in (("float", 13), ("double", 23)):
    show(f"erfcx {name}: (1 + 2x) exp(x^2) erfc(x) in (x - 4) / (x + 4)", half_line, -1, 1, degree)
for name, degree in (("float", 4), ("double", 11)):
    show(f"tanh {name}: (tanh(x) / x - 1) / x^2 in x^2", lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z if z > 1e-15 else -mpf(1) / 3 + 2 * z / 15, 0, "0.3026", degree)
