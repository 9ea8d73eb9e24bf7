# Writes scalers.json beside this file. Run with Debian 12's python3-sklearn: scikit-learn 1.2.1, numpy 1.24.2, scipy 1.10.1.
# Inputs are float32 numbers; all statistics in float64. Blocks are row-major; null is a missing value.
# Ours that scikit-learn does otherwise: smooth clipping (arXiv 2407.04491) after RobustScaler, written out here; constant columns and
# columns with deviations below 1e-15, which it takes for constant (not here).
import json
import os
import numpy as np
import scipy
import sklearn
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, RobustScaler, StandardScaler

rng = np.random.default_rng(7)


def missing(values, share):
    values = values.copy()
    values[rng.random(len(values)) < share] = np.nan
    return values


def columns(n):
    heavy = rng.standard_t(2, n) * 40 + 7
    return np.stack([
        rng.normal(5, 2, n),
        heavy,
        rng.integers(0, 6, n),                      # ties everywhere
        rng.lognormal(3, 2, n),
        1.6e9 + rng.integers(0, 10_000_000, n),     # seconds since 1970: large numbers, small differences
        missing(rng.uniform(-1, 1, n), 0.2),
        missing(heavy * 1e-3, 0.5),
    ], axis=1).astype(np.float32).astype(np.float64)


def listed(values):
    return [None if np.isnan(v) else float(v) for v in np.asarray(values).ravel()]


train, test = columns(400), columns(60)


def smooth_clip(z):
    return z / np.sqrt(1 + (z / 3) ** 2)


def quantile(count):
    # With as many quantiles as rows, numpy rounds some whole positions to just beside them and ties come apart; 13 and 101 hit none.
    scaler = QuantileTransformer(n_quantiles=count, output_distribution="normal", subsample=10 ** 9)
    scaler.fit(train)
    return scaler.transform(test)


ties = np.where(np.arange(400) < 350, 4.0, np.arange(400) * 0.5)     # more than three quarters alike: quartiles tie
robust_ties = smooth_clip(2 * (np.array([4.0, 5.0, 190.0, -3.0]) - 4.0) / (ties.max() - ties.min()))

out = {
    "versions": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}",
    "features": train.shape[1],
    "train": listed(train),
    "test": listed(test),
    "standard": listed(StandardScaler().fit(train).transform(test)),
    "minmax": listed(MinMaxScaler().fit(train).transform(test)),
    "robust": listed(smooth_clip(RobustScaler().fit(train).transform(test))),
    "quantile13": listed(quantile(13)),
    "quantile101": listed(quantile(101)),
    "ties": listed(ties),
    "tiesTest": [4.0, 5.0, 190.0, -3.0],
    "tiesRobust": listed(robust_ties),
}
with open(os.path.join(os.path.dirname(__file__), "scalers.json"), "w") as file:
    json.dump(out, file)
    file.write("\n")
