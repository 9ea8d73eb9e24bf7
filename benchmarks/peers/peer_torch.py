#!/usr/bin/env python3
"""Times PyTorch's training steps and predictions on the workloads of `cajal bench`, float32, on one batch that stays in memory.

Modes of a step, each with the optimiser in the fastest of its forms (plain, foreach, fused), convolutions with channels first and last:
  eager    nn.Module, autograd and torch.optim: what users write
  script   the same with forward pass and loss compiled by torch.jit.script
  compile  the same with forward pass and loss compiled by torch.compile, where this version has it
  manual   the least that PyTorch allows: no modules, no autograd, gradients by hand into buffers that were allocated once (dense layers only)
"""
import itertools
import sys
import warnings

import torch
from torch import nn

import peer

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
MODES = ["eager", "script", "compile", "manual"] if hasattr(torch, "compile") else ["eager", "script", "manual"]
OPTIMIZER_FORMS = [{}, {"foreach": True}, {"fused": True}]
LAYOUTS = [torch.contiguous_format, torch.channels_last]


def net_of(workload):
    layers, widths = [], workload.widths
    if workload.is_lenet5:
        pool = [nn.ReLU(), nn.MaxPool2d(2)]
        layers = [nn.Conv2d(1, 6, 5, padding=2), *pool, nn.Conv2d(6, 16, 5), *pool, nn.Flatten()]
        widths = (400, *widths[1:])
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), ACTIVATIONS[workload.activation]()]
    return nn.Sequential(*layers[:-1])


def optimizer_of(workload, parameters, form):
    if workload.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=peer.LEARNING_RATE, **form)
    momentum = {"momentum": 0.9, "nesterov": True} if workload.optimizer == "nesterov" else {}
    return torch.optim.SGD(parameters, lr=peer.LEARNING_RATE, **momentum, **form)


def batch_of(workload):
    inputs, labels = workload.rows(workload.batch)
    inputs = inputs.reshape(-1, 1, 28, 28) if workload.is_lenet5 else inputs
    targets = torch.from_numpy(labels).float().reshape(-1, 1) if workload.is_binary else torch.from_numpy(labels)
    return torch.from_numpy(inputs), targets


class NetAndLoss(nn.Module):
    def __init__(self, workload):
        super().__init__()
        self.net = net_of(workload)
        self.loss = nn.BCEWithLogitsLoss() if workload.is_binary else nn.CrossEntropyLoss()

    def forward(self, inputs, targets):
        return self.loss(self.net(inputs), targets)


def automatic_step(workload, mode, form, layout):
    """A step with autograd."""
    inputs, targets = batch_of(workload)
    model = NetAndLoss(workload)
    if workload.is_lenet5:
        inputs, model = inputs.to(memory_format=layout), model.to(memory_format=layout)
    optimizer = optimizer_of(workload, list(model.parameters()), form)
    compiled = torch.jit.script(model) if mode == "script" else torch.compile(model) if mode == "compile" else model

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = compiled(inputs, targets)
        loss.backward()
        optimizer.step()

    return step


class ManualStep:
    """A step without autograd."""

    def __init__(self, workload):
        self.workload = workload
        self.inputs, self.targets = batch_of(workload)
        linear = [layer for layer in net_of(workload) if isinstance(layer, nn.Linear)]
        self.weights = [layer.weight.detach().t().contiguous() for layer in linear]
        self.biases = [layer.bias.detach().clone() for layer in linear]
        self.outputs = [torch.empty(workload.batch, weight.shape[1]) for weight in self.weights]
        self.deltas = [torch.empty_like(output) for output in self.outputs]
        self.back = [torch.empty_like(output) for output in self.outputs]
        self.weight_gradients = [torch.empty_like(weight) for weight in self.weights]
        self.bias_gradients = [torch.empty_like(bias) for bias in self.biases]
        self.parameters = self.weights + self.biases
        self.gradients = self.weight_gradients + self.bias_gradients
        self.means = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.squares = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.logs = torch.empty_like(self.outputs[-1])
        self.hot = self.targets if workload.is_binary else nn.functional.one_hot(self.targets, workload.classes).float()
        self.done = 0

    def __call__(self):
        self.forward()
        self.loss()
        self.backward()
        self.update()

    def forward(self):
        value = self.inputs
        for layer, weight in enumerate(self.weights):
            torch.addmm(self.biases[layer], value, weight, out=self.outputs[layer])
            value = self.outputs[layer]
            if layer < len(self.weights) - 1:
                getattr(value, self.workload.activation + "_")()

    def loss(self):
        logits, delta = self.outputs[-1], self.deltas[-1]
        if self.workload.is_binary:
            nn.functional.binary_cross_entropy_with_logits(logits, self.targets)
            torch.sigmoid(logits, out=delta)
        else:
            torch.log_softmax(logits, 1, out=self.logs)
            nn.functional.nll_loss(self.logs, self.targets)
            torch.exp(self.logs, out=delta)
        delta.sub_(self.hot).mul_(1 / self.workload.batch)

    def backward(self):
        for layer in range(len(self.weights) - 1, -1, -1):
            value = self.outputs[layer - 1] if layer else self.inputs
            torch.mm(value.t(), self.deltas[layer], out=self.weight_gradients[layer])
            torch.sum(self.deltas[layer], 0, out=self.bias_gradients[layer])
            if layer:
                torch.mm(self.deltas[layer], self.weights[layer].t(), out=self.back[layer - 1])
                self.derive(layer - 1)

    def derive(self, layer):
        back, value = self.back[layer], self.outputs[layer]
        if self.workload.activation == "relu":
            torch.mul(back, value > 0, out=self.deltas[layer])
        elif self.workload.activation == "tanh":
            self.deltas[layer] = torch.ops.aten.tanh_backward(back, value)
        else:
            self.deltas[layer] = torch.ops.aten.sigmoid_backward(back, value)

    def update(self):
        rate = peer.LEARNING_RATE
        if self.workload.optimizer == "sgd":
            torch._foreach_add_(self.parameters, self.gradients, alpha=-rate)
        elif self.workload.optimizer == "nesterov":
            torch._foreach_mul_(self.means, 0.9)
            torch._foreach_add_(self.means, self.gradients)
            torch._foreach_add_(self.parameters, self.gradients, alpha=-rate)
            torch._foreach_add_(self.parameters, self.means, alpha=-0.9 * rate)
        else:
            self.done += 1
            torch._foreach_mul_(self.means, 0.9)
            torch._foreach_add_(self.means, self.gradients, alpha=0.1)
            torch._foreach_mul_(self.squares, 0.999)
            torch._foreach_addcmul_(self.squares, self.gradients, self.gradients, 0.001)
            roots = torch._foreach_sqrt(self.squares)
            torch._foreach_mul_(roots, (1 - 0.999**self.done) ** -0.5)
            torch._foreach_add_(roots, 1e-8)
            torch._foreach_addcdiv_(self.parameters, self.means, roots, -rate / (1 - 0.9**self.done))


def time_step(workload, mode):
    """The repetitions of the fastest form; None where this version of PyTorch cannot do it."""
    if mode == "manual":
        with torch.no_grad():
            return None if workload.is_lenet5 else peer.measure(ManualStep(workload))
    forms, errors = [], []
    for form, layout in itertools.product(OPTIMIZER_FORMS, LAYOUTS if workload.is_lenet5 else LAYOUTS[:1]):
        try:
            forms.append(peer.measure(automatic_step(workload, mode, form, layout)))
        except (TypeError, ValueError, RuntimeError) as error:
            errors.append(str(error).splitlines()[0])
    if not forms:
        print(f"{workload.name}, {mode}: {errors}", file=sys.stderr)
    return min(forms, default=None)


def time_prediction(rows, mode):
    net = net_of(peer.PREDICTION).eval()
    inputs = torch.from_numpy(peer.PREDICTION.rows(peer.PREDICTION.batch)[0][:rows])
    with torch.inference_mode():
        if mode == "script":
            net = torch.jit.freeze(torch.jit.trace(net, inputs))
        return peer.measure(lambda: net(inputs))


def time_convolution(layer, role):
    """The repetitions of the layout of memory that is faster."""
    padding = layer.kernel // 2
    times = []
    for layout in LAYOUTS:
        inputs = torch.randn(peer.CONVOLUTION_BATCH, layer.inputs, layer.size, layer.size).to(memory_format=layout)
        weights = torch.randn(layer.outputs, layer.inputs, layer.kernel, layer.kernel).to(memory_format=layout)
        with torch.no_grad():
            outputs = torch.conv2d(inputs, weights, None, layer.stride, padding)
            gradient = torch.randn_like(outputs).to(memory_format=layout)
            wanted = [role == name for name in peer.ROLES[1:]] + [False]

            def forward():
                torch.conv2d(inputs, weights, None, layer.stride, padding)

            def backward():
                torch.ops.aten.convolution_backward(
                    gradient, inputs, weights, None, [layer.stride] * 2, [padding] * 2, [1, 1], False, [0, 0], 1, wanted)

            times.append(peer.measure(backward if any(wanted) else forward))
    return min(times)


def main():
    options = peer.arguments(__doc__.splitlines()[0]).parse_args()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(7)
    for workload in peer.WORKLOADS:
        for mode in MODES if options.only in workload.name else []:
            times = time_step(workload, mode)
            if times is not None:
                peer.report("pytorch", torch.__version__, workload.name, mode, options.threads, times)
    for rows in peer.PREDICTED_ROWS:
        name = peer.prediction_name(rows)
        for mode in ["eager", "script"] if options.only in name else []:
            peer.report("pytorch", torch.__version__, name, mode, options.threads, time_prediction(rows, mode))
    for layer in peer.CONVOLUTIONS:
        for role in peer.ROLES:
            name = peer.convolution_name(layer.name, role)
            if options.only in name:
                peer.report("pytorch", torch.__version__, name, "eager", options.threads, time_convolution(layer, role))


main()
