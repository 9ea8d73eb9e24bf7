# Writes optimizers.json beside this file. Run with Debian 12's python3-torch: torch 1.13.0a0 (package 1.13.1+dfsg), CPU, float64.
# Each case: settings (in the form that model files have), first values, the gradients of 25 steps, and the values after each step.
# PyTorch decays every parameter that it is given; the parameter here stands for a weight.
# NAdam is written out below as in PyTorch from 2.0 on: torch 1.13 multiplies the product of the momenta by the
# current one twice (mu_product_next = mu_product * mu * mu_next), which differs from Dozat's formula.
import json
import os
import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
SIZE, STEPS = 7, 25

class NAdam:
    def __init__(self, parameters, lr, beta1=0.9, beta2=0.999, eps=1e-8, psi=0.004):
        self.parameter, = parameters
        self.lr, self.beta1, self.beta2, self.eps, self.psi = lr, beta1, beta2, eps, psi
        self.t, self.product, self.m, self.v = 0, 1.0, torch.zeros(SIZE), torch.zeros(SIZE)

    def mu(self, t):
        return self.beta1 * (1 - 0.5 * 0.96 ** (t * self.psi))

    def step(self):
        g = self.parameter.grad
        self.t += 1
        self.product *= self.mu(self.t)
        following = self.mu(self.t + 1)
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        numerator = (1 - self.mu(self.t)) / (1 - self.product) * g + following / (1 - self.product * following) * self.m
        self.parameter.data -= self.lr * numerator / ((self.v / (1 - self.beta2 ** self.t)).sqrt() + self.eps)


CASES = {
    "sgd": ({"kind": "sgd", "learningRate": 0.1, "momentum": 0.0, "nesterov": False, "dampening": 0.0},
            lambda p: torch.optim.SGD(p, lr=0.1)),
    "sgd momentum": ({"kind": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": False, "dampening": 0.0},
                     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
    "sgd dampening": ({"kind": "sgd", "learningRate": 0.05, "momentum": 0.8, "nesterov": False, "dampening": 0.3},
                      lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, dampening=0.3)),
    "sgd nesterov": ({"kind": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": True, "dampening": 0.0},
                     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True)),
    "adam": ({"kind": "adam", "learningRate": 3e-4, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
             lambda p: torch.optim.Adam(p, lr=3e-4)),
    "adam large epsilon": ({"kind": "adam", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 0.1},
                           lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=0.1)),
    "adamw": ({"kind": "adamw", "learningRate": 0.01, "weightDecay": 0.1, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8},
              lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1, betas=(0.9, 0.95))),
    "rmsprop": ({"kind": "rmsprop", "learningRate": 0.01, "alpha": 0.99, "epsilon": 1e-8, "momentum": 0.0, "centered": False},
                lambda p: torch.optim.RMSprop(p, lr=0.01)),
    "rmsprop centred momentum": ({"kind": "rmsprop", "learningRate": 0.01, "alpha": 0.9, "epsilon": 1e-6, "momentum": 0.7, "centered": True},
                                 lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-6, momentum=0.7, centered=True)),
    "adagrad": ({"kind": "adagrad", "learningRate": 0.1, "decay": 0.0, "epsilon": 1e-10},
                lambda p: torch.optim.Adagrad(p, lr=0.1)),
    "adagrad decay": ({"kind": "adagrad", "learningRate": 0.1, "decay": 0.05, "epsilon": 1e-6},
                      lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.05, eps=1e-6)),
    "nadam": ({"kind": "nadam", "learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
              lambda p: NAdam(p, lr=0.02)),
}

rows = []
for name, (settings, make) in CASES.items():
    parameter = torch.nn.Parameter(torch.randn(SIZE))
    row = {"name": name, "settings": settings, "initial": parameter.tolist(), "gradients": [], "expected": []}
    optimizer = make([parameter])
    for step in range(STEPS):
        parameter.grad = torch.randn(SIZE) * 10.0 ** (step % 5 - 2)
        row["gradients"].append(parameter.grad.tolist())
        optimizer.step()
        row["expected"].append(parameter.tolist())
    rows.append(row)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": rows}, file, indent=0)
    file.write("\n")
