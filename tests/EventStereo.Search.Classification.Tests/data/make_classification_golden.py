#!/usr/bin/env python3
"""A small classification network, forward and backward, from its equations alone in float64 (numpy, no deep-learning library).

Writes classification_golden.npz beside this file: the logits of both read-outs, the loss, a sample of every gradient and the batch norms' running statistics after one pass.
Weights and images are no part of it: both sides make them by the formula `noise`.

    python3 make_classification_golden.py
"""
import os
import numpy as np

STEPS, BATCH, CHANNELS, HEIGHT, WIDTH, CLASSES, MULTIPLIER = 3, 2, 3, 8, 7, 4, 2
PATH = [0, 1, 1, 2]
# The published cell: per node the sources of its two edges; 0 is s0, 1 is s1, 2 + k is node k.
CELL = [(1, 0), (1, 0), (2, 3)]
THRESHOLD, DECAY, SHARPNESS, EPSILON, AUXILIARY_WEIGHT = 0.5, 0.2, 3.0, 1e-5, 0.4
SAMPLED = 1000


def noise(tag, count):
    """Uniform in -0.5 to 0.5: fract(sin((k + 1) 12.9898 + tag 78.233) 43758.5453) - 0.5, rounded to float32."""
    x = np.sin((np.arange(count) + 1) * 12.9898 + tag * 78.233) * 43758.5453
    return (x - np.floor(x) - 0.5).astype(np.float32).astype(np.float64)


class Value:
    """An array with its gradient; `parents` are pairs of a value and a function from this gradient to that one's share."""
    order = []

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = np.asarray(data, np.float64), None, parents
        Value.order.append(self)

    def add(self, gradient):
        self.grad = gradient if self.grad is None else self.grad + gradient


def backward(loss):
    loss.grad = np.ones_like(loss.data)
    for value in reversed(Value.order):
        if value.grad is not None:
            for parent, share in value.parents:
                parent.add(share(value.grad))


def parameter(name, shape, made):
    """A weight: for a matrix or kernel noise over the root of its fan-in; a norm's factor near 1, its offset near 0.5 so that neurons fire; other offsets small."""
    raw = noise(len(made), int(np.prod(shape)))
    if name.endswith("norm.weight"):
        data = 1 + 0.4 * raw
    elif name.endswith("norm.bias"):
        data = 0.5 + 0.4 * raw
    elif name.endswith("bias"):
        data = 0.2 * raw
    else:
        data = 3 * raw / np.sqrt(np.prod(shape[1:]))
    made[name] = Value(data.astype(np.float32).reshape(shape))
    return made[name]


def conv(x, w, b):
    """Size kept, zeros around: odd kernels."""
    k = w.data.shape[2]
    r, (n, _, h, width) = k // 2, x.data.shape
    padded = np.pad(x.data, ((0, 0), (0, 0), (r, r), (r, r)))
    out = np.zeros((n, w.data.shape[0], h, width)) + b.data[None, :, None, None]
    for i in range(k):
        for j in range(k):
            out += np.einsum("nchw,oc->nohw", padded[:, :, i:i + h, j:j + width], w.data[:, :, i, j])

    def to_x(g):
        share = np.zeros_like(padded)
        for i in range(k):
            for j in range(k):
                share[:, :, i:i + h, j:j + width] += np.einsum("nohw,oc->nchw", g, w.data[:, :, i, j])
        return share[:, :, r:r + h, r:r + width]

    def to_w(g):
        share = np.zeros_like(w.data)
        for i in range(k):
            for j in range(k):
                share[:, :, i, j] = np.einsum("nohw,nchw->oc", g, padded[:, :, i:i + h, j:j + width])
        return share

    return Value(out, [(x, to_x), (w, to_w), (b, lambda g: g.sum((0, 2, 3)))])


def linear(x, w, b):
    return Value(x.data @ w.data.T + b.data, [(x, lambda g: g @ w.data), (w, lambda g: g.T @ x.data), (b, lambda g: g.sum(0))])


def norm(x, w, b, running, name):
    """Batch norm with the statistics of the batch; dims are all but the channel."""
    dims = (0,) + tuple(range(2, x.data.ndim))
    shape = [1, -1] + [1] * (x.data.ndim - 2)
    count = x.data.size / x.data.shape[1]
    mean, variance = x.data.mean(dims), x.data.var(dims)
    inverse = (1 / np.sqrt(variance + EPSILON)).reshape(shape)
    hat = (x.data - mean.reshape(shape)) * inverse
    running[name + ".running_mean"] = 0.1 * mean
    running[name + ".running_var"] = 0.9 + 0.1 * variance * count / (count - 1)

    def to_x(g):
        scaled = g * w.data.reshape(shape)
        return inverse * (scaled - scaled.mean(dims, keepdims=True) - hat * (scaled * hat).mean(dims, keepdims=True))

    return Value(hat * w.data.reshape(shape) + b.data.reshape(shape), [(x, to_x), (w, lambda g: (g * hat).sum(dims)), (b, lambda g: g.sum(dims))])


def lif(currents, margins):
    """u = m + I; s = u > threshold; m = decay u (1 - s), from rest; rows are time leading. Dspike surrogate, gradient through the reset."""
    current = currents.data.reshape(STEPS, BATCH, *currents.data.shape[1:])
    membrane, charged = np.zeros_like(current[0]), np.zeros_like(current)
    spikes = np.zeros_like(current)
    for t in range(STEPS):
        charged[t] = membrane + current[t]
        spikes[t] = charged[t] > THRESHOLD
        membrane = DECAY * charged[t] * (1 - spikes[t])
    distances = [np.abs(charged - edge) for edge in (0, THRESHOLD, 1)]
    margins.append(min(d[d > 0].min() for d in distances))  # means of spikes lie on an edge exactly, in any precision

    def to_currents(g):
        g, carried, share = g.reshape(current.shape), np.zeros_like(membrane), np.zeros_like(current)
        for t in reversed(range(STEPS)):
            u = charged[t]
            slope = SHARPNESS * (1 - np.tanh(SHARPNESS * (u - THRESHOLD)) ** 2) / (2 * np.tanh(SHARPNESS / 2)) * ((u > 0) & (u < 1))
            carried = g[t] * slope + carried * DECAY * (1 - spikes[t] - u * slope)
            share[t] = carried
        return share.reshape(currents.data.shape)

    return Value(spikes.reshape(currents.data.shape), [(currents, to_currents)])


def plus(a, b):
    return Value(a.data + b.data, [(a, lambda g: g), (b, lambda g: g)])


def concatenate(values):
    ends = np.cumsum([v.data.shape[1] for v in values])
    return Value(np.concatenate([v.data for v in values], 1),
                 [(v, lambda g, e=e, c=v.data.shape[1]: g[:, e - c:e]) for v, e in zip(values, ends)])


def nearest(x, size):
    if x.data.shape[2:] == tuple(size):
        return x
    rows, columns = (np.arange(to) * of // to for to, of in zip(size, x.data.shape[2:]))

    def to_x(g):
        share = np.zeros_like(x.data)
        np.add.at(share, (slice(None), slice(None), rows[:, None], columns[None, :]), g)
        return share

    return Value(x.data[:, :, rows[:, None], columns[None, :]], [(x, to_x)])


def window_means(x, windows):
    """One output a window (top, left, height, width), in order: [N, C, windows]."""
    def to_x(g):
        share = np.zeros_like(x.data)
        for i, (top, left, h, w) in enumerate(windows):
            share[:, :, top:top + h, left:left + w] += g[:, :, i, None, None] / (h * w)
        return share

    return Value(np.stack([x.data[:, :, t:t + h, l:l + w].mean((2, 3)) for t, l, h, w in windows], 2), [(x, to_x)])


def reshape(x, shape):
    return Value(x.data.reshape(shape), [(x, lambda g: g.reshape(x.data.shape))])


def mean_cross_entropy(logits, labels):
    mean = logits.data.reshape(STEPS, BATCH, -1).mean(0)
    shifted = mean - mean.max(1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))

    def to_logits(g):
        share = (np.exp(log_p) - np.eye(CLASSES)[labels]) / BATCH * g
        return np.tile(share / STEPS, (STEPS, 1))

    return Value(-log_p[np.arange(BATCH), labels].mean(), [(logits, to_logits)])


def run(seed):
    Value.order, made, running, margins = [], {}, {}, []
    images = 4 * noise(1000 + seed, BATCH * CHANNELS * HEIGHT * WIDTH).reshape(BATCH, CHANNELS, HEIGHT, WIDTH)
    labels = np.arange(BATCH) % CLASSES

    def conv_norm(x, outputs, name, kernel=3):
        w = parameter(name + ".conv.weight", (outputs, x.data.shape[1], kernel, kernel), made)
        b = parameter(name + ".conv.bias", (outputs,), made)
        g = parameter(name + ".norm.weight", (outputs,), made)
        o = parameter(name + ".norm.bias", (outputs,), made)
        return norm(conv(x, w, b), g, o, running, name + ".norm")

    def linear_norm(x, outputs, name):
        w = parameter(name + ".linear.weight", (outputs, x.data.shape[1]), made)
        b = parameter(name + ".linear.bias", (outputs,), made)
        g = parameter(name + ".norm.weight", (outputs,), made)
        o = parameter(name + ".norm.bias", (outputs,), made)
        return norm(linear(x, w, b), g, o, running, name + ".norm")

    stem = lif(conv_norm(Value(np.tile(images, (STEPS, 1, 1, 1))), 3 * MULTIPLIER, "stem.convs.0"), margins)
    before, last, outputs = stem, stem, []
    for i, level in enumerate(PATH):
        size = (HEIGHT, WIDTH)
        for _ in range(level):
            size = tuple((side + 1) // 2 for side in size)
        sources, edge = [nearest(before, size), nearest(last, size)], 0
        for node in CELL:
            currents = []
            for source in node:
                currents.append(conv_norm(sources[source], MULTIPLIER << level, f"cells.{i}.edges.{edge}"))
                edge += 1
            sources.append(lif(plus(*currents), margins))
        outputs.append(concatenate(sources[2:]))
        before, last = last, outputs[-1]
    rows = STEPS * BATCH
    h, w = last.data.shape[2:]
    pooled = lif(reshape(window_means(last, [(0, 0, h, w)]), (rows, -1)), margins)
    logits = linear_norm(pooled, CLASSES, "readout.classifier")
    maps = outputs[2 * len(PATH) // 3]
    h, w = maps.data.shape[2:]
    assert (h, w) == (4, 4)  # windows of 3x3, one pixel apart; an odd number of pixels, so that no rounded sum is at the threshold
    quarters = lif(reshape(window_means(maps, [(t, l, 3, 3) for t in (0, 1) for l in (0, 1)]), (rows, -1, 2, 2)), margins)
    squeezed = lif(conv_norm(quarters, 128, "auxiliary.squeeze", kernel=1), margins)
    mixed = lif(linear_norm(reshape(squeezed, (rows, -1)), 768, "auxiliary.mix"), margins)
    auxiliary = linear_norm(mixed, CLASSES, "auxiliary.classifier")
    main, other = mean_cross_entropy(logits, labels), mean_cross_entropy(auxiliary, labels)
    loss = Value(main.data + AUXILIARY_WEIGHT * other.data, [(main, lambda g: g), (other, lambda g: AUXILIARY_WEIGHT * g)])
    return made, running, min(margins), pooled, quarters, logits, auxiliary, loss


def main():
    # No membrane may lie where rounding decides whether it fires or has a gradient.
    seed = next(s for s in range(1000) if run(s)[2] > 2e-5)
    made, running, margin, pooled, quarters, logits, auxiliary, loss = run(seed)
    backward(loss)
    print(f"seed {seed}, margin {margin:.1e}, loss {loss.data:.6f}, rates of the pooled neurons {pooled.data.mean():.3f} and {quarters.data.mean():.3f}")
    arrays = {"seed": np.array([seed]), "loss": np.array([loss.data]), "logits": logits.data, "auxiliary": auxiliary.data}
    for name, value in made.items():
        flat = value.grad.reshape(-1)
        arrays["gradient." + name] = flat[::max(1, flat.size // SAMPLED)]
    arrays |= {"running." + name: value for name, value in running.items()}
    np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), "classification_golden.npz"),
                        **{name: value.astype(np.int64 if name == "seed" else np.float32) for name, value in arrays.items()})
    print(len(made), "parameters:", ", ".join(made))


if __name__ == "__main__":
    main()
