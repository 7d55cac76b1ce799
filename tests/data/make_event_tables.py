#!/usr/bin/env python3
"""Makes the fixtures of the tests of event tables: the same 300 events a camera in the forms in which numpy users keep them.

    /usr/bin/python3 tests/data/make_event_tables.py

needs python3-numpy. Event i: t = 1000 + 7 i us (right camera: 500 + 9 i), x = 13 i mod 240, y = 29 i mod 180, polarity 1 for every third event
(right camera: every fourth), else -1. The tests make the same by themselves.
"""
import os
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
os.makedirs(OUT, exist_ok=True)
i = np.arange(300)
x, y = 13 * i % 240, 29 * i % 180
t, rt = 1000 + 7 * i, 500 + 9 * i
p, rp = np.where(i % 3 == 0, 1, -1), np.where(i % 4 == 0, 1, -1)


def path(name):
    return os.path.join(OUT, name)


def structured(dtype, **columns):
    table = np.zeros(300, dtype)
    for name, values in columns.items():
        table[name] = values
    return table


# One camera.
on = p > 0
np.save(path("structured.npy"), structured([("x", "<i2"), ("y", "<i2"), ("t", "<i8"), ("p", "?")], x=x, y=y, t=t, p=on))
np.save(path("aligned.npy"), structured(np.dtype([("p", "?"), ("x", "<u2"), ("y", "<u2"), ("timestamp", "<i8"), ("box", "<f4", (2, 2)), ("label", "S3")], align=True),
                                        x=x, y=y, timestamp=t, p=on))
np.save(path("seconds.npy"), np.stack([t * 1e-6, x, y, p], axis=1).astype("<f8"))
np.save(path("whole.npy"), np.stack([t, x, y, on], axis=1).astype("<i4"))
np.savez_compressed(path("columns_packed.npz"), t=t * 1e-6, x=x.astype("<i2"), y=y.astype("<i2"), p=on)
np.savez(path("columns_ns.npz"), timestamp_ns=(t * 1000 + 499).astype("<u8"), col=x.astype("<f4"), row=y.astype("u1"), pol=p.astype("i1"), names=np.array(["a", "b"]))
np.savez_compressed(path("events.npz"), events=np.stack([t, x, y, on], axis=1).astype("<i8"))
np.savetxt(path("savetxt.csv"), np.stack([t * 1e-6, x, y, on], axis=1), delimiter=",", header="t,x,y,p")

# Two.
np.savez_compressed(path("pair_columns.npz"), left_t=t, left_x=x, left_y=y, left_p=p, right_t=rt, right_x=x, right_y=y, right_p=rp,
                    sensor=np.array([250, 190]), focal_px=np.float64(200.5), baseline_m=np.float64(0.1))
np.savez(path("pair_tables.npz"), left=np.stack([t, x, y, on], axis=1).astype("<i8"), right=np.stack([rt, x, y, rp > 0], axis=1).astype("<i8"))
np.savez_compressed(path("camera.npz"), t=np.concatenate([t, rt]), x=np.concatenate([x, x]), y=np.concatenate([y, y]), p=np.concatenate([p, rp]),
                    camera=np.repeat(np.array([0, 1], "u1"), 300))

# What is refused.
np.save(path("fortran.npy"), np.asfortranarray(np.stack([t, x, y, p], axis=1)))
np.save(path("big_endian.npy"), structured([("x", ">i2"), ("y", ">i2"), ("t", ">i8"), ("p", "?")], x=x, y=y, t=t, p=on))
np.save(path("objects.npy"), np.array([{}, {}], dtype=object), allow_pickle=True)
np.save(path("images.npy"), np.zeros((2, 3, 4), "f4"))
np.savez(path("unequal.npz"), t=t, x=x[:200], y=y, p=p)
np.savez(path("nothing.npz"), t=t, x=x, z=y)
np.savez(path("twice.npz"), t=t, time=t, x=x, y=y, p=p)
np.savez(path("tensors.npz"), left=np.zeros((1, 5, 4, 4), "i1"), right=np.zeros((1, 5, 4, 4), "i1"), fromUs=np.zeros(1, "<i8"), meta=np.array("{}"))
