# Writes schedules.json beside this file. Run with Debian 12's python3-torch: torch 1.13.0a0 (package 1.13.1+dfsg), CPU, float64.
# Each case: our schedule (in the form that model files have), how many steps the whole training has, and PyTorch's rate at each step for a rate of 1.
# The plateau cases have an epoch a step: the figure after each epoch, and the rate of the next.
import json
import os
import random

import torch
from torch.optim.lr_scheduler import (ConstantLR, CosineAnnealingLR, CosineAnnealingWarmRestarts, ExponentialLR, LinearLR, OneCycleLR, ReduceLROnPlateau,
                                      SequentialLR, StepLR)


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def rates(make, steps):
    one = optimizer()
    schedule = make(one)
    out = []
    for _ in range(steps):
        out.append(one.param_groups[0]["lr"])
        one.step()
        schedule.step()
    return out


def warmed(one, warm, then):
    return SequentialLR(one, [LinearLR(one, start_factor=1 / warm, total_iters=warm - 1), then(one)], milestones=[warm])


CASES = [
    ({"kind": "constant"}, 20, lambda o: ConstantLR(o, factor=1.0)),
    ({"kind": "step", "every": 0.25, "factor": 0.1}, 40, lambda o: StepLR(o, 10, 0.1)),
    ({"kind": "step", "every": 0.1, "factor": 0.5}, 70, lambda o: StepLR(o, 7, 0.5)),
    ({"kind": "exponential", "final": 0.01}, 50, lambda o: ExponentialLR(o, 0.01 ** (1 / 50))),
    ({"kind": "cosine", "warmUp": 0.0, "floor": 0.0}, 60, lambda o: CosineAnnealingLR(o, 60)),
    ({"kind": "cosine", "warmUp": 0.0, "floor": 0.1}, 33, lambda o: CosineAnnealingLR(o, 33, eta_min=0.1)),
    ({"kind": "cosine-restarts", "cycles": 3}, 77, lambda o: CosineAnnealingWarmRestarts(o, 11, T_mult=2)),
    ({"kind": "one-cycle", "rising": 0.3}, 100, lambda o: OneCycleLR(o, max_lr=1.0, total_steps=100, pct_start=0.3, cycle_momentum=False)),
    ({"kind": "one-cycle", "rising": 0.5}, 24, lambda o: OneCycleLR(o, max_lr=1.0, total_steps=24, pct_start=0.5, cycle_momentum=False)),
    ({"kind": "warm-up", "share": 0.2, "then": {"kind": "constant"}}, 50, lambda o: LinearLR(o, start_factor=0.1, total_iters=9)),
    ({"kind": "warm-up", "share": 0.25, "then": {"kind": "step", "every": 1 / 3, "factor": 0.1}}, 40, lambda o: warmed(o, 10, lambda p: StepLR(p, 10, 0.1))),
]

random.seed(5)
noisy = [1 / (1 + epoch / 4) + random.uniform(-0.05, 0.05) for epoch in range(80)]
negative = [-value for value in (0.5, 0.6, 0.6, 0.60001, 0.6, 0.6, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7)]
PLATEAUS = [
    ({"kind": "plateau", "factor": 0.1, "patience": 10, "threshold": 1e-4}, noisy),
    ({"kind": "plateau", "factor": 0.5, "patience": 0, "threshold": 1e-4}, noisy),
    ({"kind": "plateau", "factor": 0.5, "patience": 2, "threshold": 0.05}, [1, 0.99, 0.98, 0.97, 0.96, 0.5, 0.49, 0.48, 0.47, 0.46, 0.2]),
    ({"kind": "plateau", "factor": 0.5, "patience": 1, "threshold": 0.0}, [3.0] * 9),
]


def plateau(setting, figures, mode="min"):
    one = optimizer()
    schedule = ReduceLROnPlateau(one, mode=mode, factor=setting["factor"], patience=setting["patience"], threshold=setting["threshold"], eps=0)
    out = []
    for figure in figures:
        schedule.step(figure)
        out.append(one.param_groups[0]["lr"])
    return out


cases = [{"schedule": setting, "steps": steps, "rates": rates(make, steps)} for setting, steps, make in CASES]
plateaus = [{"schedule": setting, "figures": figures, "rates": plateau(setting, figures)} for setting, figures in PLATEAUS]
# A figure that is better when higher is given to ours with a minus; PyTorch has a mode for it.
setting = {"kind": "plateau", "factor": 0.1, "patience": 1, "threshold": 1e-3}
plateaus.append({"schedule": setting, "figures": negative, "rates": plateau(setting, [-value for value in negative], mode="max")})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "schedules.json"), "w") as out:
    json.dump({"torch": torch.__version__, "cases": cases, "plateaus": plateaus}, out)
