#!/usr/bin/env python3
"""Makes columns of integers under every filter that EventIO undoes itself, as h5py and c-blosc write them.

    /usr/bin/python3 tests/data/make_chunks.py

needs python3-h5py, python3-numpy and libblosc1. columns.npy holds what every column decodes to, [rows] int64.
"""
import ctypes
import os
import h5py
import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hdf5")
os.makedirs(HERE, exist_ok=True)
rng = np.random.default_rng(7)
N, CHUNK = 900, 250
values = np.cumsum(rng.integers(0, 3, N)) % 120  # fits every integer type
np.save(os.path.join(HERE, "columns.npy"), values.astype(np.int64))

blosc = ctypes.CDLL("libblosc.so.1")
SHUFFLE = 1


def blosc_pack(chunk, compressor):
    """One chunk as hdf5-blosc stores it: a c-blosc buffer."""
    raw = chunk.tobytes()
    out = ctypes.create_string_buffer(len(raw) + 16)
    n = blosc.blosc_compress_ctx(5, SHUFFLE, chunk.itemsize, len(raw), raw, out, len(raw) + 16, compressor, 0, 1)
    assert n > 0
    return out.raw[:n]


def add_blosc(f, name, data, compressor, code):
    space = h5py.h5s.create_simple((N,))
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((CHUNK,))
    # hdf5-blosc's parameters: its revision, blosc's format, element bytes, chunk bytes, level, shuffle, compressor. Marked optional:
    # libhdf5 then lets a data set be made though it cannot apply the filter itself.
    plist.set_filter(32001, h5py.h5z.FLAG_OPTIONAL, (2, 2, data.itemsize, CHUNK * data.itemsize, 5, SHUFFLE, code))
    d = h5py.h5d.create(f.id, name.encode(), h5py.h5t.py_create(data.dtype), space, plist)
    for i in range(0, N, CHUNK):
        chunk = np.zeros(CHUNK, data.dtype)
        part = data[i:i + CHUNK]
        chunk[:len(part)] = part
        d.write_direct_chunk((i,), blosc_pack(chunk, compressor))


with h5py.File(os.path.join(HERE, "columns.hdf5"), "w") as f:
    for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
        f.create_dataset("plain_" + kind, data=values.astype("<" + kind))
    v = values.astype("<u4")
    f.create_dataset("wide", data=np.where(np.arange(N) == 321, 70_000, v).astype("<u4"))
    f.create_dataset("chunked", data=v, chunks=(CHUNK,))
    f.create_dataset("deflate", data=v, chunks=(CHUNK,), compression="gzip")
    f.create_dataset("shuffle_deflate", data=values.astype("<i8"), chunks=(CHUNK,), compression="gzip", shuffle=True)
    f.create_dataset("shuffle_lzf", data=v, chunks=(CHUNK,), compression="lzf", shuffle=True)
    f.create_dataset("fletcher", data=v, chunks=(CHUNK,), fletcher32=True)
    f.create_dataset("odd_fletcher", data=values.astype("<u1"), chunks=(333,), fletcher32=True)
    f.create_dataset("shuffle_deflate_fletcher", data=values.astype("<i8"), chunks=(CHUNK,), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("tiny_chunks", data=v, chunks=(7,), compression="gzip")
    add_blosc(f, "blosc_zstd", v, b"zstd", 5)
    add_blosc(f, "blosc_lz4", values.astype("<u2"), b"lz4", 1)
    add_blosc(f, "blosc_blosclz", values.astype("<u1"), b"blosclz", 0)

    # Not undone here, so libhdf5 does: another byte order, fixed-point packing, a fill value of its own.
    f.create_dataset("big_endian", data=values.astype(">i4"), chunks=(CHUNK,), compression="gzip")
    f.create_dataset("scale_offset", data=v, chunks=(CHUNK,), scaleoffset=0)
    sparse = f.create_dataset("never_written", shape=(N,), dtype="<u4", chunks=(CHUNK,), compression="gzip")
    sparse[:CHUNK] = v[:CHUNK]
    filled = f.create_dataset("filled", shape=(N,), dtype="<u4", chunks=(CHUNK,), compression="gzip", fillvalue=77)
    filled[:CHUNK] = v[:CHUNK]

    # A filter was not applied to the second chunk: bit 1 of its mask (deflate behind shuffle).
    mixed = f.create_dataset("skipped_filter", shape=(N,), dtype="<u4", chunks=(CHUNK,), compression="gzip", shuffle=True)
    mixed[:] = v
    raw = v[CHUNK:2 * CHUNK]
    mixed.id.write_direct_chunk((CHUNK,), np.ascontiguousarray(raw.view("u1").reshape(-1, 4).T).tobytes(), filter_mask=2)

    # Damage: a chunk that unpacks to one element too many, to one too few, whose checksum is wrong, whose header promises gigabytes.
    import zlib
    for name, count in (("too_long", CHUNK + 1), ("too_short", CHUNK - 1)):
        d = f.create_dataset(name, data=v, chunks=(CHUNK,), compression="gzip")
        d.id.write_direct_chunk((CHUNK,), zlib.compress(v[:count].tobytes()))
    d = f.create_dataset("bomb", data=v, chunks=(CHUNK,), compression="gzip")
    d.id.write_direct_chunk((CHUNK,), zlib.compress(bytes(2_000_000), 9))
    d = f.create_dataset("bad_checksum", data=v, chunks=(CHUNK,), fletcher32=True)
    d.id.write_direct_chunk((CHUNK,), v[:CHUNK].tobytes() + b"\1\2\3\4")
    add_blosc(f, "blosc_bomb", v, b"zstd", 5)
    packed = bytearray(blosc_pack(v[:CHUNK], b"zstd"))
    packed[4:8] = (2**31 - 32).to_bytes(4, "little")
    f["blosc_bomb"].id.write_direct_chunk((CHUNK,), bytes(packed))

# A chunk far wider than the set, which HDF5 allows of sets that may grow.
with h5py.File(os.path.join(HERE, "wide_chunks.hdf5"), "w") as f:
    f.create_dataset("wide", data=np.arange(160, dtype="<f8").reshape(40, 4), maxshape=(None, None), chunks=(1, 60_000), compression="gzip")
