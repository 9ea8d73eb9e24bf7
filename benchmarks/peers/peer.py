"""What the peers' scripts share: the workloads of `cajal bench`, how a step is timed, and the lines that are printed.

Every line is a JSON object with peer, version, name, mode, threads, microseconds (the least of the repetitions) and median.
"""
import argparse
import json
import time
from dataclasses import dataclass

# As in `cajal bench`.
REPETITIONS = 7
REPETITION_SECONDS = 1e-3
WARM_UP_SECONDS = 0.2

# So small that a net stays where it began: one that had learnt its few rows by heart would be timed on denormal gradients.
LEARNING_RATE = 1e-6


@dataclass(frozen=True)
class Workload:
    widths: tuple
    batch: int
    optimizer: str  # sgd, nesterov or adam
    activation: str = "relu"  # relu, tanh or sigmoid
    is_lenet5: bool = False  # two convolutions with pooling before the dense layers

    @property
    def name(self):
        return f"{'lenet5' if self.is_lenet5 else '-'.join(map(str, self.widths))} b{self.batch} {self.optimizer}"

    @property
    def is_binary(self):
        """Whether the one output is the logit of a label; otherwise the outputs are those of classes."""
        return self.widths[-1] == 1

    @property
    def classes(self):
        return 2 if self.is_binary else self.widths[-1]

    def rows(self, count):
        """Inputs from the standard normal distribution and classes that have nothing to do with them, each class at least once."""
        import numpy  # here, so that `compare` runs without it

        random = numpy.random.RandomState(7)
        inputs = random.standard_normal((count, self.widths[0])).astype(numpy.float32)
        labels = random.randint(0, self.classes, count)
        seen = min(count, self.classes)
        labels[:seen] = numpy.arange(seen)
        return inputs, labels


WORKLOADS = [
    Workload((2, 2, 1), 4, "sgd", "tanh"),
    Workload((4, 16, 3), 16, "adam", "tanh"),
    Workload((784, 30, 10), 10, "sgd", "sigmoid"),
    Workload((784, 128, 10), 32, "adam"),
    Workload((784, 512, 512, 10), 128, "adam"),
    Workload((784, 120, 84, 10), 64, "nesterov", is_lenet5=True),
    Workload((1024, 2048, 2048, 1000), 256, "nesterov"),
]
PREDICTION = Workload((784, 128, 10), 1000, "adam")
PREDICTED_ROWS = (1, 1000)


@dataclass(frozen=True)
class Convolution:
    """A layer of ResNet-18 on eight pictures of 224 x 224 pixels, without bias; padded by half its window."""

    size: int
    inputs: int
    outputs: int
    kernel: int
    stride: int
    occurrences: int

    @property
    def name(self):
        stride = f"/{self.stride}" if self.stride > 1 else ""
        return f"{self.kernel}x{self.kernel}{stride} {self.inputs}-{self.outputs} at {self.size}"


CONVOLUTIONS = [Convolution(224, 3, 64, 7, 2, 1), Convolution(56, 64, 64, 3, 1, 4)] + [
    Convolution(size // divisor, channels * factor, 2 * channels, kernel, stride, occurrences)
    for size, channels in ((56, 64), (28, 128), (14, 256))
    for divisor, factor, kernel, stride, occurrences in ((1, 1, 3, 2, 1), (1, 1, 1, 2, 1), (2, 2, 3, 1, 3))
]
CONVOLUTION_BATCH = 8
ROLES = ("forward", "input gradient", "weight gradient")


def convolution_name(name, role):
    return f"ResNet-18 {name}, {role}"


def convolution_names():
    """For each layer and role."""
    return [convolution_name(layer.name, role) for layer in CONVOLUTIONS for role in ROLES]


def prediction_name(rows):
    return f"784-128-10 prediction of {rows}"


def all_names():
    return [workload.name for workload in WORKLOADS] + [prediction_name(rows) for rows in PREDICTED_ROWS] + convolution_names()


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--only", default="", metavar="NAME", help="only what has this in its name, e.g. 784-30-10")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="threads (default: 1)")
    return parser


def measure(step):
    """Seconds of a step in each repetition, ascending."""
    step()
    began = time.perf_counter()
    best = float("inf")
    while time.perf_counter() - began < WARM_UP_SECONDS:
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    count = max(1, int(REPETITION_SECONDS / best))
    times = []
    for _ in range(REPETITIONS):
        step()
        start = time.perf_counter()
        for _ in range(count):
            step()
        times.append((time.perf_counter() - start) / count)
    return sorted(times)


def report(peer, version, name, mode, threads, times):
    print(json.dumps({
        "peer": peer, "version": version, "name": name, "mode": mode, "threads": threads,
        "microseconds": times[0] * 1e6, "median": times[len(times) // 2] * 1e6,
    }), flush=True)
