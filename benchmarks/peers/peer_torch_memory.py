#!/usr/bin/env python3
"""Trains torchvision's ResNet-18 in PyTorch for three steps, 224 x 224, with momentum, and prints by how many bytes the process grew."""
import argparse
import json
import resource

import torch
from torch import nn

LAYOUTS = {"first": torch.contiguous_format, "last": torch.channels_last}


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        whole = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if whole else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, value):
        body = self.body(value)
        body += self.shortcut(value)
        return nn.functional.relu(body, inplace=True)


def resnet18():
    layers, inputs = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)], 64
    for outputs, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Block(inputs, outputs, stride), Block(outputs, outputs, 1)]
        inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000))


def train(net, side, batch, layout):
    net = net.to(memory_format=layout)
    inputs, classes = torch.rand(batch, 3, side, side).to(memory_format=layout), torch.arange(batch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(net(inputs), classes).backward()
        optimizer.step()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--layout", choices=LAYOUTS, default="first")
    options = parser.parse_args()
    layout = LAYOUTS[options.layout]
    # What libraries take is no memory of the step: a small net of the same layers calls everything once.
    train(nn.Sequential(Block(3, 8, 2), nn.MaxPool2d(3, 2, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10)), 32, 2, layout)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    train(resnet18(), 224, options.batch, layout)
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    print(json.dumps({"peer": "PyTorch", "version": torch.__version__, "layout": options.layout, "measuredBytes": grown}))


main()
