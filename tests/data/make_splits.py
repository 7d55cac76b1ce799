#!/usr/bin/env python3
"""Makes the goldens of the published splits: what CPython's own random module and numpy give.

    /usr/bin/python3 tests/data/make_splits.py

needs python3-numpy. The file is committed; run it again only to change it.
"""
import os
import random
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
os.makedirs(os.path.join(HERE, "splits"), exist_ok=True)
arrays = {}

# The generator itself: 1,300 words pass its state (624) twice.
for name, seed in (("words_0", 0), ("words_12345", 12345), ("words_wide", 2**40 + 5)):
    random.seed(seed)
    arrays[name] = np.array([random.getrandbits(32) for _ in range(1300)], np.int64)

# The held-out frames of MVSEC's splits, shuffled as DDES' data set class does under Python 3.6: list(range(first, last + 1)).
for split, (first, last) in enumerate(((140, 1200), (120, 1420), (73, 1615)), start=1):
    pool = list(range(first, last + 1))
    random.seed(0)
    random.shuffle(pool)
    arrays["pool_%d" % split] = np.array(pool, np.int64)

# DDES' stored disparity, by the operations of its converter on float32 maps: ordinary depths, and the depths around the
# point where 7 d is a half, which only float32 arithmetic rounds as the converter did.
rng = np.random.default_rng(0)
ties = np.float32(7 * 19.941772) / (np.arange(0, 256) + 0.5)
depth = np.concatenate(
    [rng.uniform(0.3, 40, 2000), ties, np.nextafter(ties.astype(np.float32), np.float32(0)), np.nextafter(ties.astype(np.float32), np.float32(100)),
     [np.nan, np.inf, 0.0, 1e-9, 1e9]]).astype(np.float32)
with np.errstate(all="ignore"):
    stored = np.round(7.0 * np.abs(19.941772) / (depth + 1e-15))
assert stored.dtype == np.float32
stored[np.isnan(stored) | (stored == float("inf")) | (stored >= 255.0)] = 255
arrays["depth"], arrays["stored"] = depth, stored.astype(np.uint8)

np.savez_compressed(os.path.join(HERE, "splits", "splits.npz"), **arrays)
