"""Makes the fixtures under tests/data/bombs with h5py and zlib: HDF5 files of which one chunk unpacks to 1 GiB instead of its 64 KiB.

The packed chunk takes 1 MB, nearly all zeros again, so the files lie there as gzip of a few kB; the tests unpack them.
events_bomb: the second chunk of the left camera's events. depth_bomb: the chunk of a depth map.
"""
import gzip
import os
import zlib

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "bombs")
os.makedirs(OUT, exist_ok=True)

packer = zlib.compressobj(9)
block = bytes(1 << 20)
bomb = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()

events = np.zeros((4096, 4))
events[:, 0] = np.arange(4096) % 32
events[:, 1] = np.arange(4096) % 24
events[:, 2] = np.arange(4096) * 1e-4
events[:, 3] = 1


def write(name, what):
    path = os.path.join(OUT, name)
    with h5py.File(path, "w") as f:
        f.attrs["sensor_width"], f.attrs["sensor_height"] = 128, 128
        for side in ("left", "right"):
            d = f.create_dataset(f"davis/{side}/events", data=events, chunks=(2048, 4), compression="gzip")
            if side == "left" and what == "events":
                d.id.write_direct_chunk((2048, 0), bomb)
        if what == "depth":
            d = f.create_dataset("davis/left/depth_image_rect", shape=(1, 128, 128), dtype="f4", chunks=(1, 128, 128), compression="gzip")
            d.id.write_direct_chunk((0, 0, 0), bomb)
            f["davis/left/depth_image_rect_ts"] = np.array([0.2])
    with open(path, "rb") as f, gzip.GzipFile(path + ".gz", "wb", 9, mtime=0) as packed:
        packed.write(f.read())
    os.remove(path)


write("events_bomb.hdf5", "events")
write("depth_bomb.hdf5", "depth")
