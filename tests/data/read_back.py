"""Reads what this project wrote with h5py and numpy, and prints facts and sums that the tests compare with what was written.

usage: read_back.py mvsec|npz|csv|tensors FILE

Prints one JSON object. A column's digest is the sum over i of (i + 1) * value, in Python's integers, so that an order or a value
that differs shows; times come in whole microseconds.
"""
import json
import sys

import numpy as np


def digest(values):
    values = np.asarray(values)
    return str(sum((i + 1) * int(v) for i, v in enumerate(values.ravel().tolist())))


def table(t_us, x, y, p):
    return {"count": len(t_us), "t": digest(t_us), "x": digest(x), "y": digest(y), "p": digest(p), "types": [str(np.asarray(c).dtype) for c in (t_us, x, y, p)]}


def mvsec(path):
    import h5py
    with h5py.File(path, "r") as f:
        origin = f.attrs["origin_s"]
        result = {"sensor": [int(f.attrs["sensor_width"]), int(f.attrs["sensor_height"])]}
        for side in ("left", "right"):
            e = f[f"davis/{side}/events"][:]
            result[side] = table(np.rint((e[:, 2] - origin) * 1e6).astype(np.int64), e[:, 0], e[:, 1], e[:, 3])
            result[side]["filters"] = f[f"davis/{side}/events"].compression
        return result


def columns(path):
    with np.load(path, allow_pickle=False) as z:
        result = {"names": sorted(z.files), "dtypes": {n: str(z[n].dtype) for n in z.files}, "shapes": {n: list(z[n].shape) for n in z.files}}
        result["digests"] = {n: digest(z[n]) for n in z.files if z[n].dtype.kind in "iu"}
        return result


def csv(path):
    a = np.genfromtxt(path, delimiter=",", names=True, dtype=np.int64)
    return {"names": list(a.dtype.names), "digests": {n: digest(a[n]) for n in a.dtype.names}, "count": len(a)}


def tensors(path):
    if path.endswith(".npz"):
        with np.load(path, allow_pickle=False) as z:
            arrays, meta = {n: z[n] for n in z.files if n != "meta"}, z["meta"].item()
    else:
        import h5py
        with h5py.File(path, "r") as f:
            arrays = {n: f[n][:] for n in f if n != "meta"}
            meta = f["meta"][()] if "meta" in f else f.attrs["meta"]
            meta = meta.decode() if isinstance(meta, bytes) else meta
    json.loads(meta)
    return {n: {"dtype": str(a.dtype), "shape": list(a.shape), "digest": digest(a) if a.dtype.kind in "iu" else str(float(np.sum(a, dtype=np.float64)))} for n, a in arrays.items()}


print(json.dumps({"mvsec": mvsec, "npz": columns, "csv": csv, "tensors": tensors}[sys.argv[1]](sys.argv[2])))
