#!/usr/bin/env python3
"""Makes the fixtures of the EventIO tests: small MVSEC files as h5py writes them, and what numpy makes of them.

    /usr/bin/python3 tests/data/make_fixtures.py

needs python3-h5py and python3-numpy. The files are committed; run it again only to change them.
Everything comes from one seed, so a second run writes equal arrays.
"""
import os
import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "mvsec")
NPY = os.path.join(HERE, "numpy")
ORIGIN = 1506117819.25  # MVSEC's times are Unix times
WIDTH, HEIGHT = 32, 24
os.makedirs(OUT, exist_ok=True)
os.makedirs(NPY, exist_ok=True)
rng = np.random.default_rng(20240501)


def events(count, start, hot=False):
    """x, y, t (s), polarity, in time order, about 170 events a millisecond pair."""
    t = ORIGIN + (start + np.cumsum(rng.integers(0, 60, count))) * 1e-6
    x = rng.integers(0, WIDTH, count)
    y = rng.integers(0, HEIGHT, count)
    p = rng.choice([-1, 1], count)
    if hot:  # one pixel fires without pause: its sums pass the range of a byte
        x[::3], y[::3], p[::3] = 5, 7, 1
    return np.stack([x, y, t, p], axis=1).astype(np.float64)


left, right = events(6000, 130, hot=True), events(4321, 0)


def write(name, left, right, **how):
    with h5py.File(os.path.join(OUT, name), "w") as f:
        f.create_dataset("davis/left/events", data=left, **how)
        f.create_dataset("davis/right/events", data=right, **how)


write("contiguous.hdf5", left, right)
write("gzip.hdf5", left, right, chunks=(4096, 4), compression="gzip")
write("shuffle_gzip.hdf5", left, right, chunks=(512, 4), compression="gzip", shuffle=True)
write("lzf.hdf5", left, right, chunks=(1000, 4), compression="lzf", shuffle=True)
write("columns.hdf5", left, right, chunks=(3000, 1), compression="gzip")
write("odd_chunks.hdf5", left, right, chunks=(100, 2), compression="gzip")
write("unfiltered_chunks.hdf5", left, right, chunks=(777, 4))

# Other numeric types: float32 and int32 hold relative times only.
relative = np.stack([np.arange(50) % WIDTH, np.arange(50) % HEIGHT, np.arange(50) * 0.25, np.arange(50) % 2], axis=1)
write("float32.hdf5", relative.astype(np.float32), relative.astype(np.float32))
write("int32.hdf5", relative.astype(np.int32), relative.astype(np.int32))

# Damage.
nan = left.copy(); nan[4000, 2] = np.nan
write("nan_time.hdf5", nan, right, compression="gzip")
inf = left.copy(); inf[17, 2] = np.inf
write("infinite_time.hdf5", left, inf, compression="gzip")
far = left.copy(); far[5000, 2] = ORIGIN + 2e7
write("far_time.hdf5", far, right, compression="gzip")
polarity = left.copy(); polarity[3, 3] = 2
write("bad_polarity.hdf5", polarity, right, compression="gzip")
rectified = left.copy(); rectified[:, 0] += 0.25
write("rectified.hdf5", rectified, right, compression="gzip")
write("five_columns.hdf5", np.hstack([left, left[:, :1]]), right, compression="gzip")
write("one_dimension.hdf5", left[:, 2], right, compression="gzip")
with h5py.File(os.path.join(OUT, "compound.hdf5"), "w") as f:
    table = np.zeros(10, dtype=[("x", "u2"), ("y", "u2"), ("t", "f8"), ("p", "i1")])
    f["davis/left/events"] = table
    f["davis/right/events"] = table
with h5py.File(os.path.join(OUT, "no_right.hdf5"), "w") as f:
    f["davis/left/events"] = left[:10]
with h5py.File(os.path.join(OUT, "no_events.hdf5"), "w") as f:
    f["davis/left/imu"] = np.zeros((3, 6))
    f.create_group("davis/right")
with h5py.File(os.path.join(OUT, "other.hdf5"), "w") as f:
    f["weights"] = np.arange(4)
with h5py.File(os.path.join(OUT, "external_link.hdf5"), "w") as f:
    f.create_group("davis/left"); f.create_group("davis/right")
    f["davis/left/events"] = h5py.ExternalLink("gzip.hdf5", "/davis/left/events")
    f["davis/right/events"] = right[:10]
with h5py.File(os.path.join(OUT, "claims_too_much.hdf5"), "w") as f:  # 10^15 rows, one chunk stored
    big = f.create_dataset("davis/left/events", shape=(10**15, 4), chunks=(64, 4), compression="gzip", dtype="f8")
    big[0:64] = left[:64]
    f["davis/right/events"] = right[:10]

with open(os.path.join(OUT, "gzip.hdf5"), "rb") as f:
    whole = f.read()
with open(os.path.join(OUT, "truncated.hdf5"), "wb") as f:
    f.write(whole[: len(whole) // 2])
with h5py.File(os.path.join(OUT, "gzip.hdf5"), "r") as f:
    chunk = f["davis/left/events"].id.get_chunk_info(1)  # rows 4096 to 5999
broken = bytearray(whole)
broken[chunk.byte_offset + 200: chunk.byte_offset + 400] = b"\x55" * 200
with open(os.path.join(OUT, "broken_chunk.hdf5"), "wb") as f:
    f.write(bytes(broken))

# Disorder: events swapped a few places away, and one that comes 3,000 events late.
swapped = left.copy()
for i in range(50, 5900, 97):
    swapped[[i, i + 7]] = swapped[[i + 7, i]]
write("swapped.hdf5", swapped, right, compression="gzip")
late = np.vstack([left[:100], left[101:3101], left[100:101], left[3101:]])
write("late.hdf5", late, right, compression="gzip")
outside = left.copy(); outside[::100, 0] = WIDTH + 3; outside[50::1000, 1] = -1
write("outside.hdf5", outside, right, compression="gzip")

# A recording with images, IMU and ground truth in a file of its own, as MVSEC ships them.
times = ORIGIN + np.array([0.05, 0.1, 0.15])
with h5py.File(os.path.join(OUT, "scene_data.hdf5"), "w") as f:
    for side, data in (("left", left), ("right", right)):
        f.create_dataset(f"davis/{side}/events", data=data, chunks=(4096, 4), compression="gzip")
        f[f"davis/{side}/image_raw"] = np.zeros((2, HEIGHT, WIDTH), np.uint8)
        f[f"davis/{side}/image_raw_ts"] = times[:2]
        f[f"davis/{side}/image_raw_event_inds"] = np.array([0, 9])
        f[f"davis/{side}/imu"] = np.zeros((5, 6))
        f[f"davis/{side}/imu_ts"] = ORIGIN + np.arange(5) * 0.01
    f["velodyne/scans"] = np.zeros((2, 3, 4), np.float32)
depth = rng.uniform(0.5, 5.0, (3, HEIGHT, WIDTH)).astype(np.float32)
depth[:, 0, 0], depth[:, 1, 1], depth[:, 2, 2], depth[:, 3, 3] = np.nan, 0, -1, np.inf
with h5py.File(os.path.join(OUT, "scene_gt.hdf5"), "w") as f:
    for kind in ("rect", "raw"):
        f.create_dataset(f"davis/left/depth_image_{kind}", data=depth + (0 if kind == "rect" else 1), chunks=(1, HEIGHT, WIDTH), compression="gzip")
        f[f"davis/left/depth_image_{kind}_ts"] = times
    f["davis/left/odometry"] = np.zeros((3, 4, 4))
np.save(os.path.join(NPY, "scene_depth.npy"), depth)

# An image stream that is stored in another file: not needed, so not in the way.
with h5py.File(os.path.join(OUT, "virtual_frames.hdf5"), "w") as f:
    f["davis/left/events"], f["davis/right/events"] = left[:20], right[:20]
    frames = h5py.VirtualLayout(shape=(2, HEIGHT, WIDTH), dtype="u1")
    frames[:] = h5py.VirtualSource("absent.hdf5", "frames", shape=(2, HEIGHT, WIDTH))
    f.create_virtual_dataset("davis/left/image_raw", frames)

# The events as a reader should give them: t in microseconds from the earlier camera's first event, rounded to the nearest.
origin = min(left[0, 2], right[0, 2])


def table(e):
    return np.stack([np.rint((e[:, 2] - origin) * 1e6), e[:, 0], e[:, 1], e[:, 3]], axis=1).astype(np.int64)


np.save(os.path.join(NPY, "left.npy"), table(left))
np.save(os.path.join(NPY, "right.npy"), table(right))


def sbt(e, begin, end, channels):
    """Stacking based on time: sign of the summed polarity a slice; channel 0 is the oldest."""
    e = table(e)
    e = e[(e[:, 0] >= begin) & (e[:, 0] < end)]
    total = np.zeros((channels, HEIGHT, WIDTH), np.int64)
    np.add.at(total, ((e[:, 0] - begin) * channels // (end - begin), e[:, 2], e[:, 1]), e[:, 3])
    return np.sign(total).astype(np.int8)


begin = min(table(left)[0, 0], table(right)[0, 0])
end = max(table(left)[-1, 0], table(right)[-1, 0]) + 1
starts = np.arange(begin, end, 50_000)
np.savez_compressed(
    os.path.join(NPY, "sbt_50ms.npz"),
    left=np.stack([sbt(left, s, s + 50_000, 5) for s in starts]),
    right=np.stack([sbt(right, s, s + 50_000, 5) for s in starts]),
    fromUs=starts, toUs=starts + 50_000)
np.save(os.path.join(NPY, "sbt_uneven.npy"), sbt(left, 1234, 34_567, 7))

# A small rectification map: a shear, with pixels that leave the image, and what numpy's rounding makes of the events.
yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH]
map_x, map_y = xx * 1.05 - 0.8 + 0.03 * yy, yy * 0.97 + 0.5
calib = os.path.join(HERE, "calibration")
os.makedirs(calib, exist_ok=True)
for side, dx in (("left", 0.0), ("right", 0.4)):
    np.savetxt(os.path.join(calib, f"shear_{side}_x_map.txt"), map_x + dx, fmt="%.4f")
    np.savetxt(os.path.join(calib, f"shear_{side}_y_map.txt"), map_y, fmt="%.4f")
stored_x = np.loadtxt(os.path.join(calib, "shear_left_x_map.txt")).astype(np.float32)
stored_y = np.loadtxt(os.path.join(calib, "shear_left_y_map.txt")).astype(np.float32)
t = table(left)
rx, ry = np.rint(stored_x[t[:, 2], t[:, 1]]), np.rint(stored_y[t[:, 2], t[:, 1]])
inside = (rx >= 0) & (rx < WIDTH) & (ry >= 0) & (ry < HEIGHT)
np.save(os.path.join(NPY, "left_rectified.npy"), np.stack([t[:, 0], rx, ry, t[:, 3]], axis=1)[inside].astype(np.int64))

# Other arrays that numpy writes, to read.
np.savez(os.path.join(NPY, "kinds.npz"), f4=np.arange(6, dtype=np.float32).reshape(2, 3), f8=np.float64(2.5), u1=np.arange(3, dtype=np.uint8),
         i2=np.array([-3, 4], np.int16), flag=np.array([True, False]), text=np.array("grün €"), none=np.zeros((0, 4), np.int32))
np.save(os.path.join(NPY, "fortran.npy"), np.asfortranarray(np.arange(6).reshape(2, 3)))
np.save(os.path.join(NPY, "object.npy"), np.array([{"a": 1}], dtype=object), allow_pickle=True)
