#!/usr/bin/env python3
"""Makes a small sequence in DSEC's layout, as h5py, hdf5plugin and OpenCV write it, and what a reader should give.

    /usr/bin/python3 tests/data/make_dsec.py

needs python3-h5py, python3-hdf5plugin, python3-opencv and python3-numpy. The layout is the published one (github.com/uzh-rpg/DSEC, its README and
scripts); no file of the data set itself was at hand. The files are committed; run it again only to change them.
"""
import os
import shutil
import cv2
import h5py
import hdf5plugin
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "dsec")
SEQUENCE = os.path.join(OUT, "scene_00_a")
WIDTH, HEIGHT = 64, 48
OFFSET = {"left": 51648500652, "right": 51648500152}  # the right file's clock begins 0.5 ms earlier
rng = np.random.default_rng(20210301)
shutil.rmtree(OUT, ignore_errors=True)


def events(count, mean_us):
    t = np.cumsum(rng.integers(0, 2 * mean_us, count)).astype(np.uint32)
    t[count // 2:] += 7000  # seven milliseconds without an event: their indices are equal
    return {"t": t, "x": rng.integers(0, WIDTH, count).astype(np.uint16), "y": rng.integers(0, HEIGHT, count).astype(np.uint16),
            "p": rng.integers(0, 2, count).astype(np.uint8)}


def index(t):
    """ms_to_idx: t[ms_to_idx[ms]] >= 1000 ms and t[ms_to_idx[ms] - 1] < 1000 ms."""
    return np.searchsorted(t, np.arange(int(t[-1]) // 1000 + 1) * 1000, side="left").astype(np.uint64)


def write(path, e, offset, milliseconds=True, **how):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with h5py.File(path, "w") as f:
        for name, column in e.items():
            f.create_dataset(f"events/{name}", data=column, **how)
        if milliseconds is not False:
            f["ms_to_idx"] = index(e["t"]) if milliseconds is True else milliseconds
        if offset is not None:
            f["t_offset"] = np.int64(offset)


sides = {"left": events(3000, 31), "right": events(2300, 41)}
origin = min(OFFSET.values())
golden = {}
for side, e in sides.items():
    write(os.path.join(SEQUENCE, "events", side, "events.h5"), e, OFFSET[side], chunks=(1000,), compression="gzip", shuffle=True)
    table = np.stack([e["t"].astype(np.int64) + OFFSET[side] - origin, e["x"], e["y"], 2 * e["p"].astype(np.int64) - 1], 1)
    golden[side] = table
    yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH]
    shift = 0.25 if side == "left" else -0.5
    with h5py.File(os.path.join(SEQUENCE, "events", side, "rectify_map.h5"), "w") as f:
        f.create_dataset("rectify_map", data=np.stack([xx * 1.25 - 7 + shift, yy * 0.75 + 5], -1).astype(np.float32), compression="gzip")
os.makedirs(os.path.join(SEQUENCE, "calibration"))
shutil.copy(os.path.join(HERE, "calibration", "rigs", "dsec", "calibration", "cam_to_cam.yaml"), os.path.join(SEQUENCE, "calibration"))

# Blosc, the filter that the data set is packed with; which of its codecs is not published.
left = sides["left"]
write(os.path.join(OUT, "blosc_zstd.h5"), left, OFFSET["left"], chunks=(2048,), **hdf5plugin.Blosc(cname="zstd", clevel=5, shuffle=hdf5plugin.Blosc.SHUFFLE))
write(os.path.join(OUT, "blosc_lz4.h5"), left, OFFSET["left"], chunks=(1000,), **hdf5plugin.Blosc(cname="lz4", clevel=1, shuffle=hdf5plugin.Blosc.NOSHUFFLE))

# Indices that lie, and none; no offset; signed 64-bit columns.
wrong = index(left["t"]); wrong[20:] = wrong[20:][::-1]
write(os.path.join(OUT, "wrong_index.h5"), left, OFFSET["left"], milliseconds=wrong, compression="gzip")
write(os.path.join(OUT, "far_index.h5"), left, OFFSET["left"], milliseconds=np.full(300, 2**63, np.uint64), compression="gzip")
write(os.path.join(OUT, "no_index.h5"), left, OFFSET["left"], milliseconds=False, compression="gzip")
write(os.path.join(OUT, "no_offset.h5"), {name: column.astype(np.int64) for name, column in left.items()}, None, compression="gzip")

# The worked example of ms_to_idx in the authors' eventslicer.py.
example = np.array([0, 500, 2100, 5000, 5000, 7100, 7200, 7200, 8100, 9000], np.uint32)
for name, milliseconds in (("example.h5", np.array([0, 2, 2, 3, 3, 3, 5, 5, 8, 9], np.uint64)), ("example_no_index.h5", False)):
    write(os.path.join(OUT, name), {"t": example, **{key: np.zeros(10, np.uint16) for key in "xyp"}}, 0, milliseconds)

# Damage.
def broken(name, **columns):
    write(os.path.join(OUT, name), {**{key: column[:100] for key, column in left.items()}, **columns}, OFFSET["left"], milliseconds=np.zeros(1, np.uint64))

short = {key: column[:100].copy() for key, column in left.items()}
broken("short_column.h5", x=left["x"][:99])
broken("float_column.h5", y=short["y"].astype(np.float32))
broken("table_column.h5", t=short["t"].reshape(50, 2))
polarity = short["p"].copy(); polarity[17] = 2
broken("bad_polarity.h5", p=polarity)
negative = short["x"].astype(np.int32); negative[3] = -1
broken("negative_x.h5", x=negative)
far = short["t"].astype(np.int64); far[50] = 10**14
broken("far_time.h5", t=far)
outside = short["x"].copy(); outside[::10] = WIDTH + 5
broken("outside.h5", x=outside)
swapped = {key: column.copy() for key, column in left.items()}
for i in range(50, 2900, 97):
    for column in swapped.values():
        column[[i, i + 7]] = column[[i + 7, i]]
write(os.path.join(OUT, "swapped.h5"), swapped, OFFSET["left"], milliseconds=index(left["t"]), compression="gzip")
with h5py.File(os.path.join(OUT, "far_offset.h5"), "w") as f:
    for key, column in short.items():
        f[f"events/{key}"] = column
    f["t_offset"] = np.int64(-2**63)
with h5py.File(os.path.join(OUT, "flat_map.h5"), "w") as f:
    f["rectify_map"] = np.zeros((HEIGHT, WIDTH), np.float32)

# Disparity: 256 times the pixels in 16 bits, 0 unknown; times on the data set's clock; every second frame has a map of the event camera.
maps = []
folder = os.path.join(SEQUENCE, "disparity", "event")
os.makedirs(folder)
for i in range(3):
    values = rng.integers(256, 40 * 256, (HEIGHT, WIDTH)).astype(np.uint16)
    values[rng.random((HEIGHT, WIDTH)) < 0.7] = 0
    values[:20] = 0
    cv2.imwrite(os.path.join(folder, f"{2 * i:06d}.png"), values)
    maps.append(np.where(values > 0, values / 256, np.nan).astype(np.float32))
np.savez_compressed(os.path.join(OUT, "golden.npz"), disparity=np.stack(maps), **golden)
with open(os.path.join(SEQUENCE, "disparity", "timestamps.txt"), "w") as f:
    f.write("".join(f"{origin + t}\n" for t in (500, 50500, 100500)))
cv2.imwrite(os.path.join(OUT, "grey8.png"), np.zeros((HEIGHT, WIDTH), np.uint8))
