"""Makes metrics.json: data with ties and weights, and every metric of it by scikit-learn.

Run: python3 generate_metrics.py > metrics.json   (Debian 12: python3-sklearn)

Numbers of the data are exact in float32. `error` is the infinitesimal jackknife's standard error, from central differences of
scikit-learn's own weighted metric with respect to each row's weight: no formula of ours.
"""
import json
import sys

import numpy as np
import scipy
import sklearn
from sklearn import metrics


def f32(a):
    return np.asarray(a, dtype=np.float32).astype(np.float64)


def jackknife_error(metric, weights):
    n = len(weights)
    step = 1e-5
    influence = []
    for i in range(n):
        up, down = weights.copy(), weights.copy()
        up[i] *= 1 + step
        down[i] *= 1 - step
        influence.append((metric(up) - metric(down)) / (2 * step))
    return float(np.sqrt(np.sum(np.square(influence)) * n / (n - 1)))


def entry(metric, weights):
    return {"value": float(metric(weights)), "error": jackknife_error(metric, weights)}


def log_loss(p, y, w):
    eps = 2.0 ** -52
    chosen = np.clip(p[np.arange(len(y)), y], eps, 1 - eps)
    return -np.sum(w * np.log(chosen)) / np.sum(w)


def classification(name, p, y, w):
    """p [rows, K] or [rows, 1]."""
    two = p.shape[1] <= 2
    full = np.column_stack([1 - p[:, 0], p[:, 0]]) if p.shape[1] == 1 else p
    predicted = (full[:, 1] > 0.5).astype(int) if p.shape[1] == 1 else np.argmax(full, axis=1)
    average = "binary" if two else "macro"

    def auc(v):
        if two:
            return metrics.roc_auc_score(y, full[:, 1], sample_weight=v)
        return np.mean([metrics.roc_auc_score(y == k, full[:, k], sample_weight=v) for k in range(full.shape[1])])

    figures = {
        "accuracy": entry(lambda v: metrics.accuracy_score(y, predicted, sample_weight=v), w),
        "f1": entry(lambda v: metrics.f1_score(y, predicted, average=average, sample_weight=v), w),
        "rocAuc": entry(auc, w),
        "logLoss": entry(lambda v: log_loss(full, y, v), w),
    }
    confusion = metrics.confusion_matrix(y, predicted, labels=range(full.shape[1]))
    precision = metrics.precision_score(y, predicted, average=None, labels=range(full.shape[1]), zero_division=0)
    recall = metrics.recall_score(y, predicted, average=None, labels=range(full.shape[1]), zero_division=0)
    return case(name, p, y, w, figures) | {
        "confusion": confusion.tolist(), "precision": precision.tolist(), "recall": recall.tolist()}


def labels(name, p, y, w):
    """p and y [rows, labels]."""
    predicted = (p > 0.5).astype(int)
    figures = {
        "f1Micro": entry(lambda v: metrics.f1_score(y, predicted, average="micro", sample_weight=v, zero_division=0), w),
        "f1Macro": entry(lambda v: metrics.f1_score(y, predicted, average="macro", sample_weight=v, zero_division=0), w),
        "subsetAccuracy": entry(lambda v: metrics.accuracy_score(y, predicted, sample_weight=v), w),
        "hammingLoss": entry(lambda v: metrics.hamming_loss(y, predicted, sample_weight=v), w),
    }
    return case(name, p, y, w, figures)


def regression(name, p, y, w):
    figures = {
        "rmse": entry(lambda v: np.sqrt(metrics.mean_squared_error(y, p, sample_weight=v)), w),
        "mae": entry(lambda v: metrics.mean_absolute_error(y, p, sample_weight=v), w),
        "r2": entry(lambda v: metrics.r2_score(y, p, sample_weight=v), w),
    }
    return case(name, p, y, w, figures)


def case(name, p, y, w, figures):
    y = np.asarray(y, dtype=np.float64)
    return {
        "name": name, "outputs": p.shape[1], "targetWidth": 1 if y.ndim == 1 else y.shape[1],
        "predictions": p.ravel().tolist(), "targets": y.ravel().tolist(), "weights": np.asarray(w).tolist(), "figures": figures}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def main():
    random = np.random.default_rng(7)
    cases = []
    for weighted in (False, True):
        suffix = ", weighted" if weighted else ""

        def weights(n):
            return f32(np.round(random.uniform(0, 3, n), 2)) if weighted else np.ones(n)

        y = (random.uniform(size=60) < 0.4).astype(int)
        p = f32(np.round(np.clip(0.25 + 0.3 * y + 0.25 * random.normal(size=60), 0, 1), 1))  # many ties, some exactly 0, 1/2 and 1
        cases.append(classification("one sigmoid output" + suffix, p[:, None], y, weights(60)))
        cases.append(classification("two outputs" + suffix, f32(np.column_stack([1 - p, p])), y, weights(60)))
        y = random.integers(0, 4, size=80)
        p = f32(np.round(softmax(1.5 * np.eye(4)[y] + random.normal(size=(80, 4))), 2))
        cases.append(classification("four classes" + suffix, p, y, weights(80)))
        y = random.normal(size=70) * 3 + 10
        cases.append(regression("one value" + suffix, f32(y + random.standard_t(4, 70))[:, None], f32(y), weights(70)))
        y = random.normal(size=(50, 3)) * [1, 10, 100]
        p = f32(y + random.normal(size=(50, 3)) * [0.5, 2, 90])
        cases.append(regression("three values" + suffix, p, f32(y), weights(50)))
    # Drawn last, so that the cases above stay as they were. The last label never occurs and is never predicted: its F1 counts 0.
    for weighted in (False, True):
        y = (random.uniform(size=(90, 4)) < [0.5, 0.3, 0.1, 0]).astype(int)
        p = f32(np.round(np.clip(0.3 + 0.3 * y + 0.2 * random.normal(size=(90, 4)), 0, 1), 1))
        p[:, 3] = 0.25
        w = f32(np.round(random.uniform(0, 3, 90), 2)) if weighted else np.ones(90)
        cases.append(labels("labels" + (", weighted" if weighted else ""), p, y, w))
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
    print(json.dumps({"made": "generate_metrics.py", "versions": versions, "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
