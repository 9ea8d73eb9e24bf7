# Writes convolution.json beside this file: outputs and gradients of PyTorch's convolutions in float64, in PyTorch's order of axes (channels before
# places; weights [out, in / groups, height, width], of a transposed convolution [in, out / groups, height, width]).
# Run with Debian 12's python3-torch: PyTorch 1.13.1.
import json
import os
import torch

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)

CASES = [
    {"name": "5x5 padding 2", "kind": "conv2d", "input": [2, 1, 7, 6], "out": 3, "kernel": [5, 5], "padding": [2, 2]},
    {"name": "stride 2", "kind": "conv2d", "input": [2, 3, 7, 8], "out": 4, "kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]},
    {"name": "2x3 stride 1, 2 padding 0, 1", "kind": "conv2d", "input": [1, 2, 5, 8], "out": 3, "kernel": [2, 3], "stride": [1, 2], "padding": [0, 1]},
    {"name": "dilation", "kind": "conv2d", "input": [2, 2, 8, 9], "out": 2, "kernel": [3, 2], "dilation": [2, 3], "padding": [2, 1]},
    {"name": "groups", "kind": "conv2d", "input": [2, 4, 5, 5], "out": 6, "kernel": [3, 3], "groups": 2, "padding": [1, 1]},
    {"name": "depthwise", "kind": "conv2d", "input": [1, 3, 6, 5], "out": 3, "kernel": [3, 3], "groups": 3},
    {"name": "same, odd", "kind": "conv2d", "input": [2, 2, 5, 6], "out": 3, "kernel": [3, 5], "padding": "same"},
    {"name": "same, even", "kind": "conv2d", "input": [1, 2, 6, 5], "out": 2, "kernel": [4, 2], "padding": "same"},
    {"name": "1d", "kind": "conv1d", "input": [2, 2, 11], "out": 3, "kernel": [4], "stride": [2], "padding": [3]},
    {"name": "1d dilation groups", "kind": "conv1d", "input": [2, 4, 12], "out": 4, "kernel": [3], "dilation": [2], "groups": 2},
    {"name": "transposed", "kind": "conv-transpose2d", "input": [2, 3, 4, 5], "out": 2, "kernel": [3, 3]},
    {"name": "transposed stride 2", "kind": "conv-transpose2d", "input": [2, 2, 4, 3], "out": 3, "kernel": [3, 4], "stride": [2, 3], "padding": [1, 2],
     "outputPadding": [1, 2]},
    {"name": "transposed dilation groups", "kind": "conv-transpose2d", "input": [1, 4, 3, 4], "out": 6, "kernel": [2, 3], "stride": [2, 1], "dilation": [2, 1],
     "groups": 2},
]


def flat(x):
    return [float(value) for value in x.detach().reshape(-1)]


rows = []
for case in CASES:
    kind, transposed = case["kind"], case["kind"] == "conv-transpose2d"
    ones = [1] * len(case["kernel"])
    arguments = {"stride": tuple(case.get("stride", ones)), "dilation": tuple(case.get("dilation", ones)), "groups": case.get("groups", 1)}
    padding = case.get("padding", [0] * len(ones))
    arguments["padding"] = padding if padding == "same" else tuple(padding)
    if "outputPadding" in case:
        arguments["output_padding"] = tuple(case["outputPadding"])
    make = {"conv1d": torch.nn.Conv1d, "conv2d": torch.nn.Conv2d, "conv-transpose2d": torch.nn.ConvTranspose2d}[kind]
    layer = make(case["input"][1], case["out"], tuple(case["kernel"]), **arguments)
    x = torch.randn(case["input"], requires_grad=True)
    y = layer(x)
    upstream = torch.randn(y.shape)
    (y * upstream).sum().backward()
    rows.append({**case, "outputShape": list(y.shape), "x": flat(x), "weight": flat(layer.weight), "bias": flat(layer.bias), "y": flat(y), "upstream": flat(upstream),
                 "xGradient": flat(x.grad), "weightGradient": flat(layer.weight.grad), "biasGradient": flat(layer.bias.grad)})

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "convolution.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": rows}, file)
    file.write("\n")
