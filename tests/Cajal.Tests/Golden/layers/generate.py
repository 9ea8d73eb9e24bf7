# Writes layers.json beside this file: outputs, gradients and running statistics of pooling, normalisation, padding, upsampling and
# embedding as PyTorch computes them in float64. Run with Debian 12's python3-torch: torch 1.13.0.
# Pictures stand here as [batch, height, width, channels] and are turned for PyTorch.
import json
import os
import torch
from torch import nn

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
rows = []


def numbers(tensor):
    return [float(x) for x in tensor.detach().contiguous().flatten()]


def add(name, module, shape, is_picture, parameters=(), statistics=(), x=None):
    x = torch.randn(*shape) if x is None else x
    for parameter in parameters:
        nn.init.normal_(getattr(module, parameter))
    start = {name: numbers(getattr(module, name)) for name in (*parameters, *statistics)}
    x.requires_grad_(x.is_floating_point())
    y = module(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1) if is_picture else module(x)
    upstream = torch.randn(*y.shape)
    y.backward(upstream)
    rows.append({
        "name": name, "input": list(shape), "output": list(y.shape), "x": numbers(x), "start": start, "y": numbers(y), "upstream": numbers(upstream),
        "dx": numbers(x.grad) if x.grad is not None else [],
        "gradients": {name: numbers(getattr(module, name).grad) for name in parameters},
        "statistics": {name: numbers(getattr(module, name)) for name in statistics},
    })


affine, running = ("weight", "bias"), ("running_mean", "running_var")
add("max pool", nn.MaxPool2d(2), (2, 4, 6, 3), True)
add("max pool overlapping", nn.MaxPool2d(3, 2, 1), (2, 5, 6, 2), True)
add("max pool left over", nn.MaxPool2d(2), (1, 5, 5, 4), True)
add("average pool", nn.AvgPool2d(2), (2, 4, 6, 3), True)
add("average pool padding counted", nn.AvgPool2d(3, 2, 1, count_include_pad=True), (2, 5, 6, 2), True)
add("average pool padding left out", nn.AvgPool2d(3, 2, 1, count_include_pad=False), (2, 5, 6, 2), True)
add("zero padding", nn.ZeroPad2d((2, 1, 0, -1)), (1, 3, 2, 2), True)
add("up-sampling", nn.Upsample(scale_factor=3, mode="nearest"), (2, 2, 3, 2), True)
add("layer norm", nn.LayerNorm(5), (4, 5), False, affine)
add("layer norm of tokens", nn.LayerNorm(6, eps=0.01), (2, 3, 6), False, affine)
add("group norm", nn.GroupNorm(2, 4), (2, 3, 2, 4), True, affine)
add("batch norm of pictures", nn.BatchNorm2d(3), (4, 3, 2, 3), True, affine, running)
add("batch norm of features", nn.BatchNorm1d(5, eps=0.01, momentum=0.3), (6, 5), False, affine, running)
evaluated = nn.BatchNorm2d(3).eval()
evaluated.running_mean.normal_()
evaluated.running_var.uniform_(0.5, 2)
add("batch norm at prediction", evaluated, (2, 2, 2, 3), True, affine, running)
add("embedding", nn.Embedding(7, 3), (2, 5), False, ("weight",), x=torch.randint(0, 7, (2, 5)))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json"), "w") as file:
    json.dump({"torch": torch.__version__, "layers": rows}, file, indent=0)
    file.write("\n")
