#!/usr/bin/env python3
"""Makes the golden tensors of the encoding tests: what numpy makes of the events of tests/data/numpy/left.npy, from the papers' formulas.

    /usr/bin/python3 tests/data/make_encodings.py

needs python3-numpy; run make_fixtures.py first where left.npy is missing. Everything is float64 here and stored as float32.
"""
import os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
NPY = os.path.join(HERE, "numpy")
WIDTH, HEIGHT = 32, 24
BEGIN, END = 21_003, 88_888
EVENTS = np.load(os.path.join(NPY, "left.npy"))
EVENTS = EVENTS[(EVENTS[:, 0] >= BEGIN) & (EVENTS[:, 0] < END)]
T, X, Y, P = EVENTS.T


def zeros(channels, height=HEIGHT, width=WIDTH):
    return np.zeros((channels, height, width))


def by_number(channels):
    total = zeros(channels)
    np.add.at(total, (np.arange(len(T)) * channels // len(T), Y, X), P)
    return np.sign(total).astype(np.int8)


def histogram(bins):
    total = zeros(2 * bins)
    np.add.at(total, (np.where(P > 0, bins, 0) + (T - BEGIN) * bins // (END - BEGIN), Y, X), 1)
    return total


def voxels(bins, scale, x=X, y=Y):
    """Every weight written out: kernels over all bins and, for places between pixels, all rows and columns."""
    time = scale * (T - T[0]) / (T[-1] - T[0])
    kernel = lambda axis, place: np.maximum(0, 1 - np.abs(np.arange(axis)[None, :] - place[:, None]))
    return np.einsum("n,nb,ny,nx->byx", P.astype(float), kernel(bins, time), kernel(HEIGHT, y), kernel(WIDTH, x), optimize=True)


def standardized(grid):
    out, some = grid.copy(), grid != 0
    out[some] = (grid[some] - grid[some].mean()) / grid[some].std(ddof=1)
    return out


def time_surface(tau):
    latest = np.full((2, HEIGHT, WIDTH), -np.inf)
    np.maximum.at(latest, (np.where(P > 0, 1, 0), Y, X), T)
    return np.exp(-(END - latest) / tau)


def averaged(cell, radius, memory, tau):
    side = 2 * radius + 1
    rows, columns = -(-HEIGHT // cell), -(-WIDTH // cell)
    total = np.zeros((2, side, side, rows, columns))
    number = np.zeros((2, rows, columns))
    for t, x, y, p in EVENTS:
        at = (int(p > 0), y // cell, x // cell)
        number[at] += 1
        near = EVENTS[(T < t) & (T >= t - memory) & (P == p) & (X // cell == x // cell) & (Y // cell == y // cell)
                      & (np.abs(X - x) <= radius) & (np.abs(Y - y) <= radius)]
        np.add.at(total, (at[0], near[:, 2] - y + radius, near[:, 1] - x + radius, at[1], at[2]), np.exp(-(t - near[:, 0]) / tau))
    return (total / np.maximum(1, number)[:, None, None]).reshape(2 * side * side, rows, columns)


# Places between the pixels, some of them outside: the map of the rectification tests.
map_x = np.loadtxt(os.path.join(HERE, "calibration", "shear_left_x_map.txt")).astype(np.float32)
map_y = np.loadtxt(os.path.join(HERE, "calibration", "shear_left_y_map.txt")).astype(np.float32)
arrays = dict(
    sbn=by_number(5), sbn7=by_number(7), histogram=histogram(1), histogram3=histogram(3),
    zhu=voxels(5, 4), tonic=voxels(5, 5), one=voxels(1, 0),
    exact=voxels(5, 4, map_x[Y, X].astype(float), map_y[Y, X].astype(float)), standardized=standardized(voxels(5, 4)),
    surface=time_surface(30_000), averaged=averaged(10, 2, 20_000, 15_000))
for name in ("sbn", "sbn7"):
    arrays[name] = arrays[name].astype(np.int8)
np.savez_compressed(
    os.path.join(NPY, "encodings.npz"), window=np.array([BEGIN, END]),
    **{name: value if value.dtype == np.int8 else value.astype(np.float32) for name, value in arrays.items()})
