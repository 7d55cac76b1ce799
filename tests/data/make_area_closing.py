#!/usr/bin/env python3
"""Makes the goldens of StereoSpike's ground truth: what scikit-image's area_closing gives for float32 maps with holes.

    /usr/bin/python3 tests/data/make_area_closing.py

needs python3-skimage. The file is committed; run it again only to change it.
"""
import os
import numpy as np
from skimage.morphology import area_closing

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(0)
arrays = {}


def add(name, depth):
    depth = depth.astype(np.float32)
    arrays["depth_" + name], arrays["closed_" + name] = depth, area_closing(depth, area_threshold=24)
    assert arrays["closed_" + name].dtype == np.float32


# A slanted wall with a near box, NaN holes of 1 to 23 pixels that are filled, of 24 and more that stay, one at the border.
y, x = np.mgrid[0:40, 0:52]
scene = 3 + 0.02 * x + 0.01 * y + rng.normal(0, 0.003, x.shape)
scene[10:22, 8:20] = 1.5 + rng.normal(0, 0.003, (12, 12))
scene[2, 2] = scene[4:8, 30:35] = scene[15:18, 12:15] = np.nan
scene[25:29, 30:36] = scene[33:39, 3:13] = scene[0:3, 45:52] = np.nan
scene[30, 45] = 0.4
scene[20:24, 40:45] = 0.6
add("scene", scene)

# Noise with ties, in which almost every pixel moves; and maps with nothing to close, nothing known, and too few pixels.
noise = np.round(rng.uniform(0.5, 6, (33, 29)), 1)
noise[rng.random(noise.shape) < 0.35] = np.nan
add("noise", noise)
add("fine", rng.uniform(0.5, 6, (24, 25)))
add("flat", np.full((7, 9), 2.5))
add("unknown", np.full((6, 5), np.nan))
add("small", rng.uniform(1, 2, (3, 4)))

np.savez_compressed(os.path.join(HERE, "splits", "area_closing.npz"), **arrays)
