#!/usr/bin/env python3
"""Makes the golden selections of the filter tests: which events of tests/data/numpy/left.npy stay, by the filters' definitions in plain Python.

    /usr/bin/python3 tests/data/make_filters.py

needs python3-numpy; run make_fixtures.py first where left.npy is missing.
"""
import os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
NPY = os.path.join(HERE, "numpy")
WIDTH, HEIGHT = 32, 24
EVENTS = np.load(os.path.join(NPY, "left.npy"))


def refractory(period):
    last, stays = {}, []
    for t, x, y, _ in EVENTS.tolist():
        stays.append((x, y) not in last or t - last[x, y] >= period)
        if stays[-1]:
            last[x, y] = t
    return np.array(stays)


def background(support):
    """As its author has it: each event writes its time to the 8 pixels around it, and stays if its own pixel's written time is recent."""
    written, stays = np.full((HEIGHT + 2, WIDTH + 2), -10**15), []
    for t, x, y, _ in EVENTS.tolist():
        stays.append(t - written[y + 1, x + 1] <= support)
        around = written[y:y + 3, x:x + 3]
        own = around[1, 1]
        around[:] = t
        around[1, 1] = own
    return np.array(stays)


def hot():
    counts = np.zeros((HEIGHT, WIDTH), int)
    np.add.at(counts, (EVENTS[:, 2], EVENTS[:, 1]), 1)
    found = []
    for y in range(HEIGHT):
        for x in range(WIDTH):
            near = list(counts[j, i] for j in range(max(y - 1, 0), min(y + 2, HEIGHT)) for i in range(max(x - 1, 0), min(x + 2, WIDTH)) if (i, j) != (x, y))
            if counts[y, x] > 10 * (np.median(near) + 5):
                found.append((x, y, counts[y, x]))
    return np.array(found, np.int64)


np.savez_compressed(
    os.path.join(NPY, "filters.npz"), refractory=refractory(2_000).astype(np.uint8), background=background(900).astype(np.uint8), hot=hot())
print("refractory", refractory(2_000).sum(), "background", background(900).sum(), "of", len(EVENTS), "hot", hot())
