"""Makes linear.json: data, and the exact minimisers of ridge, logistic and softmax objectives.

Run: python3 generate_linear.py > linear.json   (Debian 12: python3-sklearn)

The solver is a plain Newton iteration in float64 on inputs as they are, with numpy's LAPACK solver, run until the step is below 1e-12 of
the weights and the gradient norm below 1e-12 (times the largest input, checked). Each is also compared with
scikit-learn, whose own tolerance is wider, and the largest difference noted.
"""
import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge

warnings.filterwarnings("ignore")


def newton(gradient, hessian, start, size=1.0, singular=False):
    x = start
    for _ in range(200):
        step = np.linalg.lstsq(hessian(x), -gradient(x), rcond=1e-13)[0] if singular else np.linalg.solve(hessian(x), -gradient(x))
        # Damped far away, full steps at the end.
        x = x + step * min(1.0, 5.0 / (1e-300 + np.max(np.abs(step))))
        if np.linalg.norm(step) <= 1e-12 * (1 + np.linalg.norm(x)) and np.linalg.norm(gradient(x)) <= 1e-12 * size:
            return x
    raise RuntimeError(f"no convergence: {np.linalg.norm(gradient(x))}, step {np.linalg.norm(step)}")


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def solve_softmax(x, y, v, penalty, classes):
    n, d = x.shape
    a = np.column_stack([x, np.ones(n)])
    target = np.eye(classes)[y]
    mask = np.tile(np.append(np.ones(d), 0), classes)

    def gradient(w):
        p = softmax(a @ w.reshape(classes, d + 1).T)
        return (((p - target) * v[:, None]).T @ a).ravel() + penalty * mask * w

    def hessian(w):
        p = softmax(a @ w.reshape(classes, d + 1).T)
        h = np.zeros((classes * (d + 1),) * 2)
        for k in range(classes):
            for l in range(classes):
                s = v * p[:, k] * ((k == l) - p[:, l])
                h[k * (d + 1):(k + 1) * (d + 1), l * (d + 1):(l + 1) * (d + 1)] = (a * s[:, None]).T @ a
        return h + penalty * np.diag(mask)

    w = newton(gradient, hessian, np.zeros(classes * (d + 1)), singular=True).reshape(classes, d + 1)
    w[:, d] -= w[:, d].mean()
    if penalty == 0:
        w -= w.mean(axis=0)
    value = -np.sum(v * np.log(softmax(a @ w.T)[np.arange(n), y])) + penalty / 2 * np.sum(w[:, :d] ** 2)
    return w[:, :d], w[:, d], value


def solve_logistic(x, y, v, penalty):
    n, d = x.shape
    a = np.column_stack([x, np.ones(n)])
    mask = np.append(np.ones(d), 0)

    def probability(w):
        return 1 / (1 + np.exp(-(a @ w)))

    w = newton(
        lambda w: a.T @ (v * (probability(w) - y)) + penalty * mask * w,
        lambda w: (a * (v * probability(w) * (1 - probability(w)))[:, None]).T @ a + penalty * np.diag(mask), np.zeros(d + 1), max(1.0, np.abs(x).max()))
    value = np.sum(v * np.logaddexp(0, -(2 * y - 1) * (a @ w))) + penalty / 2 * np.sum(w[:d] ** 2)
    return w[None, :d], w[d:], value


def solve_ridge(x, y, v, penalty):
    """Least squares of the stacked system by QR, of centred data: another route than the normal equations."""
    mx, my = v @ x, v @ y
    root = np.sqrt(v)[:, None]
    rows = np.vstack([root * (x - mx), np.sqrt(penalty) * np.eye(x.shape[1])])
    w = np.linalg.lstsq(rows, np.vstack([root * (y - my), np.zeros((x.shape[1], y.shape[1]))]), rcond=None)[0].T
    deviation = np.sqrt(v @ (y - my) ** 2)
    errors = (y - my - (x - mx) @ w.T) / deviation
    value = np.sum(v[:, None] * errors ** 2) / 2 + penalty / 2 * np.sum((w / deviation[:, None]) ** 2)
    return w, my - w @ mx, value


def sklearn_difference(kind, x, y, v, penalty, w):
    n = len(v)
    if kind == "linear":
        other = Ridge(alpha=penalty * n, tol=1e-14).fit(x, y, sample_weight=v * n).coef_.reshape(w.shape)
    elif penalty == 0:
        other = LogisticRegression(penalty="none", solver="newton-cg", tol=1e-12, max_iter=10000).fit(x, y, sample_weight=v * n).coef_
    else:
        other = LogisticRegression(
            C=1 / (penalty * n), solver="newton-cg", tol=1e-12, max_iter=10000,
            multi_class="ovr" if kind == "logistic" else "multinomial").fit(x, y, sample_weight=v * n).coef_
    return float(np.max(np.abs(other - w)) / (1 + np.max(np.abs(w))))


def case(random, name, kind, rows, features, penalty, classes=2, outputs=1, weighted=False, scales=None):
    x = random.normal(size=(rows, features)) @ (np.eye(features) + 0.3 * random.normal(size=(features, features)))
    if scales is not None:
        x = x * scales + 100 * np.asarray(scales)
    x = x.astype(np.float32).astype(np.float64)
    weights = np.round(random.uniform(0, 3, rows), 2).astype(np.float32).astype(np.float64) if weighted else np.ones(rows)
    v = weights / weights.sum()
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    if kind == "linear":
        y = standard @ random.normal(size=(features, outputs)) * 50 + 1000 + 20 * random.normal(size=(rows, outputs))
        y = y.astype(np.float32).astype(np.float64)
        w, b, value = solve_ridge(x, y, v, penalty)
    elif kind == "logistic":
        y = (random.uniform(size=rows) < 1 / (1 + np.exp(1 - 1.5 * standard @ random.normal(size=features)))).astype(int)
        w, b, value = solve_logistic(x, y, v, penalty)
    else:
        y = np.array([random.choice(classes, p=p) for p in softmax(1.5 * standard @ random.normal(size=(features, classes)))])
        w, b, value = solve_softmax(x, y, v, penalty, classes)
    return {
        "name": name, "kind": kind, "features": features, "classes": classes, "penalty": penalty,
        "inputs": x.ravel().tolist(), "targets": np.asarray(y, dtype=float).ravel().tolist(), "rowWeights": weights.tolist(),
        "weights": np.asarray(w).ravel().tolist(), "intercepts": np.asarray(b).ravel().tolist(), "objective": float(value),
        "sklearnDifference": None if kind == "softmax" and classes == 2 else sklearn_difference(kind, x, y if kind != "linear" or outputs > 1 else y[:, 0], v, penalty, np.asarray(w))}


def main():
    random = np.random.default_rng(11)
    wild = [1, 1000, 0.01, 30]
    cases = [
        case(random, "linear", "linear", 60, 5, 0.0),
        case(random, "linear, weighted", "linear", 60, 5, 0.0, weighted=True),
        case(random, "ridge, two outputs", "linear", 60, 5, 0.1, outputs=2, weighted=True),
        case(random, "ridge, wild scales", "linear", 80, 4, 0.01, scales=wild),
        case(random, "logistic, 1/n", "logistic", 150, 6, 1 / 150),
        case(random, "logistic, strong penalty", "logistic", 150, 6, 1.0, weighted=True),
        case(random, "logistic, weak penalty", "logistic", 200, 4, 1e-5),
        case(random, "logistic, no penalty", "logistic", 200, 4, 0.0, weighted=True),
        case(random, "logistic, wild scales", "logistic", 200, 4, 0.01, scales=wild),
        case(random, "softmax, 1/n", "softmax", 150, 5, 1 / 150, classes=3),
        case(random, "softmax, weighted", "softmax", 200, 4, 0.01, classes=4, weighted=True),
        case(random, "softmax, no penalty", "softmax", 300, 3, 0.0, classes=3),
        case(random, "softmax, two classes", "softmax", 100, 3, 0.02, classes=2),
    ]
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
    print(json.dumps({"made": "generate_linear.py", "versions": versions, "cases": cases}))


if __name__ == "__main__":
    main()
