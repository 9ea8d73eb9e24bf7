"""Logits of known nets as PyTorch computes them in float64, for the weights w[i] = c sin(0.37 (i + 1)² + p) of the p-th parameter in the order of
`parameters()`, c = sqrt(4 / inputs) (biases: 0.1), 1 + w/10 for the weights of normalisations; pictures x[i] = sin(0.3 i), as [height, width, channels].
Run: /usr/bin/python3 generate.py > nets.json    (Debian's python3-torch)"""
import json, math, sys
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


class Block(nn.Module):
    def __init__(self, before, channels, stride, bottleneck, zeros):
        super().__init__()
        after = 4 * channels if bottleneck else channels
        sizes = [(before, channels, 1, 1), (channels, channels, 3, stride), (channels, after, 1, 1)] if bottleneck else [(before, channels, 3, stride), (channels, after, 3, 1)]
        self.convs = nn.ModuleList([nn.Conv2d(i, o, k, s, k // 2, bias=False) for i, o, k, s in sizes])
        self.norms = nn.ModuleList([nn.BatchNorm2d(o) for _, o, _, _ in sizes])
        self.around = nn.ModuleList([nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after)]) if (before != after or stride > 1) and not zeros else None
        self.stride, self.zeros = stride, after - before

    def forward(self, x):
        y = x
        for index, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            y = norm(conv(y if index == 0 else torch.relu(y)))
        if self.around is not None:
            x = self.around[1](self.around[0](x))
        elif self.zeros or self.stride > 1:
            x = nn.functional.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.zeros // 2, self.zeros - self.zeros // 2))
        return torch.relu(x + y)

    def ordered(self):
        for pair in zip(self.convs, self.norms):
            yield from pair
        if self.around is not None:
            yield from self.around


class Chain(nn.Module):
    def __init__(self, *parts):
        super().__init__()
        self.parts = nn.ModuleList(parts)

    def forward(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def ordered(self):
        for part in self.parts:
            yield from part.ordered() if hasattr(part, "ordered") else [part]


class Mean(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


class FlattenLast(nn.Module):
    """Channels last, then flat."""
    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


class Mixed(nn.Module):
    def __init__(self, patches, channels, over_patches, over_channels):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(channels, eps=1e-6), nn.LayerNorm(channels, eps=1e-6)
        self.t1, self.t2 = nn.Linear(patches, over_patches), nn.Linear(over_patches, patches)
        self.c1, self.c2 = nn.Linear(channels, over_channels), nn.Linear(over_channels, channels)

    def forward(self, x):
        gelu = nn.functional.gelu
        x = x + self.t2(gelu(self.t1(self.norm1(x).transpose(1, 2)))).transpose(1, 2)
        return x + self.c2(gelu(self.c1(self.norm2(x))))

    def ordered(self):
        return [self.norm1, self.t1, self.t2, self.norm2, self.c1, self.c2]


class Patches(nn.Module):
    def forward(self, x):
        return x.flatten(2).transpose(1, 2)


class MeanOfPatches(nn.Module):
    def forward(self, x):
        return x.mean(1)


def stages(channels, counts, before, bottleneck, zeros):
    for stage, count in enumerate(counts):
        for block in range(count):
            width = channels << stage
            yield Block(before, width, 2 if stage > 0 and block == 0 else 1, bottleneck, zeros)
            before = 4 * width if bottleneck else width


def small(zeros):
    return Chain(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), *stages(16, [3, 3, 3], 16, False, zeros), Mean(), nn.Linear(64, 10))


def large(counts, bottleneck):
    last = 2048 if bottleneck else 512
    return Chain(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *stages(64, counts, 64, bottleneck, False), Mean(), nn.Linear(last, 10))


def lenet():
    return Chain(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), FlattenLast(),
                 nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def alexnet():
    return Chain(nn.Conv2d(3, 96, 11, 4), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Conv2d(96, 256, 5, padding=2, groups=2), nn.ReLU(), nn.MaxPool2d(3, 2),
                 nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1, groups=2), nn.ReLU(), nn.Conv2d(384, 256, 3, padding=1, groups=2), nn.ReLU(),
                 nn.MaxPool2d(3, 2), FlattenLast(), nn.Linear(256, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 10))


def mixer():
    return Chain(nn.Conv2d(3, 512, 16, 16), Patches(), *[Mixed(4, 512, 256, 2048) for _ in range(8)], nn.LayerNorm(512, eps=1e-6), MeanOfPatches(), nn.Linear(512, 10))


def fill(net):
    modules = [module for module in net.ordered() if list(module.parameters())]
    place = 0
    for module in modules:
        for name, parameter in module.named_parameters():
            wave = torch.sin(0.37 * torch.arange(1.0, parameter.numel() + 1) ** 2 + place).reshape(parameter.shape)
            is_norm = isinstance(module, (nn.BatchNorm2d, nn.LayerNorm))
            scale = 0.1 if parameter.dim() == 1 else math.sqrt(4 / parameter[0].numel())
            parameter.data = scale * wave + (1 if is_norm and name == "weight" else 0)
            place += 1


def case(name, net, height, width, channels):
    fill(net)
    net.eval()
    x = torch.sin(0.3 * torch.arange(height * width * channels)).reshape(1, height, width, channels).permute(0, 3, 1, 2)
    with torch.no_grad():
        return {"net": name, "input": [height, width, channels], "parameters": sum(p.numel() for p in net.parameters()), "logits": net(x)[0].tolist()}


cases = [
    case("lenet5", lenet(), 28, 28, 1),
    case("alexnet-2012", alexnet(), 67, 67, 3),
    case("resnet18", large([2, 2, 2, 2], False), 40, 32, 3),
    case("resnet50", large([3, 4, 6, 3], True), 32, 32, 3),
    case("resnet20", small(True), 32, 32, 3),
    case("resnet20-projection", small(False), 32, 32, 3),
    case("mixer-s16", mixer(), 32, 32, 3),
]
json.dump({"torch": torch.__version__, "python": sys.version.split()[0], "cases": cases}, sys.stdout, indent=1)
print()
