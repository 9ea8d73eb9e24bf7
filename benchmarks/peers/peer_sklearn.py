#!/usr/bin/env python3
"""Times scikit-learn's MLPClassifier on the workloads of `cajal bench`, float32.

A step is the part of it in the difference between a long and a short training, so that what `fit` does before its first step is not
counted. What an epoch costs (shuffling, the mean loss) is shared by up to 64 batches, as users see it.
"""
import time
import warnings

import sklearn
from sklearn.neural_network import MLPClassifier

import peer

ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic"}
MOST_BATCHES = 64
SECONDS = 0.5


def classifier(workload, epochs):
    return MLPClassifier(
        workload.widths[1:-1], activation=ACTIVATIONS[workload.activation], solver="adam" if workload.optimizer == "adam" else "sgd",
        batch_size=workload.batch, max_iter=epochs, tol=0, n_iter_no_change=10**9, learning_rate_init=peer.LEARNING_RATE,
        momentum=0.9 if workload.optimizer == "nesterov" else 0, nesterovs_momentum=workload.optimizer == "nesterov", alpha=0, random_state=7)


def fit_seconds(workload, epochs, inputs, labels):
    start = time.perf_counter()
    classifier(workload, epochs).fit(inputs, labels)
    return time.perf_counter() - start


def time_step(workload):
    operations = 6 * workload.batch * sum(a * b for a, b in zip(workload.widths, workload.widths[1:]))
    batches = max(4, min(MOST_BATCHES, int(4e9 / operations)))
    inputs, labels = workload.rows(batches * workload.batch)
    once = fit_seconds(workload, 1, inputs, labels)
    epochs = max(1, int(SECONDS / once))
    times = []
    for _ in range(peer.REPETITIONS):
        short = fit_seconds(workload, 1, inputs, labels)
        long = fit_seconds(workload, 1 + epochs, inputs, labels)
        times.append((long - short) / (epochs * batches))
    return sorted(times)


def time_prediction(rows):
    inputs, labels = peer.PREDICTION.rows(peer.PREDICTION.batch)
    model = classifier(peer.PREDICTION, 1).fit(inputs, labels)
    return peer.measure(lambda: model.predict_proba(inputs[:rows]))


def main():
    options = peer.arguments(__doc__.splitlines()[0]).parse_args()
    warnings.filterwarnings("ignore")
    for workload in (one for one in peer.WORKLOADS if not one.is_lenet5):
        if options.only in workload.name:
            peer.report("scikit-learn", sklearn.__version__, workload.name, "fit", options.threads, time_step(workload))
    for rows in peer.PREDICTED_ROWS:
        name = peer.prediction_name(rows)
        if options.only in name:
            peer.report("scikit-learn", sklearn.__version__, name, "fit", options.threads, time_prediction(rows))


main()
