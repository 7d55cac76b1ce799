#!/usr/bin/env python3
"""Makes the RAW and DAT fixtures: words put together here from the public definitions of the formats, beside the events that they mean.

    /usr/bin/python3 tests/data/make_prophesee.py [folder with evt2_sample.raw, evt3_sample.raw, sample_ncars.dat]

needs python3-numpy. The files are committed; run it again only to change them. events.npz has for each file the
events in its order, [N, 4] of t (us), x, y, polarity (-1 or 1).
With a folder, also decodes those recordings, event by event, and prints the sums that the tests hold.
"""
import os
import sys
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "prophesee")
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(20240502)
expected = {}


def write(name, header, words, events):
    """A header, an array of words and the events that they mean, in the file's order."""
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(header.encode("ascii"))
        f.write(words.tobytes())
    expected[os.path.splitext(name)[0]] = np.array(events, dtype=np.int64).reshape(-1, 4)


def times(count, start, mean):
    return start + np.cumsum(rng.integers(0, 2 * mean + 1, count))


def evt2():
    """34-bit time that wraps after 1 s, triggers, vendor words, one word of a reserved type, a TIME_HIGH said again."""
    words, events, said = [], [], None
    start = (1 << 34) - 1_000_000
    for k, t in enumerate(times(1500, start, 1000)):
        high = (int(t) >> 6) & 0xFFFFFFF
        if high != said or k % 50 == 0:
            words.append(8 << 28 | high)
            said = high
        x, y, p = int(rng.integers(640)), int(rng.integers(480)), int(rng.integers(2))
        words.append(p << 28 | (int(t) & 63) << 22 | x << 11 | y)
        events.append((t, x, y, 2 * p - 1))
        if k % 100 == 7:
            words += [10 << 28 | (int(t) & 63) << 22 | 1, 14 << 28 | 5, 15 << 28 | 77]
    words.insert(40, 5 << 28 | 123)
    header = "% camera_integrator_name Prophesee\n% date 2023-03-29 16:37:46\n% evt 2.0\n% format EVT2;height=480;width=640\n% geometry 640x480\n% end\n"
    write("evt2.raw", header, np.array(words, "<u4"), events)


def evt21(name, format_line, swapped):
    words, events, said = [], [], None
    for t in times(400, 5_000_000, 40):
        high = int(t) >> 6
        if high != said:
            words.append(8 << 60 | high << 32)
            said = high
        x, y, p = 32 * int(rng.integers(40)), int(rng.integers(720)), int(rng.integers(2))
        bits = int(rng.integers(1 << 32)) & int(rng.integers(1 << 32)) & int(rng.integers(1 << 32))
        words.append(p << 60 | (int(t) & 63) << 54 | x << 43 | y << 32 | bits)
        events += [(t, x + n, y, 2 * p - 1) for n in range(32) if bits >> n & 1]
        if rng.integers(30) == 0:
            words.append(10 << 60 | (int(t) & 63) << 54 | 1 << 32)
    words = np.array(words, "<u8")
    if swapped:
        words = words.view("<u4").reshape(-1, 2)[:, ::-1].copy()
    write(name, f"% evt 2.1\n{format_line}% geometry 1280x720\n% end\n", words, events)


def evt3():
    """24-bit time that wraps, a TIME_HIGH said again and again, low times that step back, whole and broken vectors, vendor words, pads."""
    words, events = [], []
    t, high, low, row = (1 << 24) - 40_000, None, None, None
    for k in range(1200):
        t += int(rng.integers(0, 60)) - (9 if k % 37 == 0 else 0)
        if t >> 12 != high or k % 16 == 0:
            if t >> 12 != high:
                low = None
            high = t >> 12
            words.append(8 << 12 | high & 0xFFF)
        if t & 0xFFF != low:
            low = t & 0xFFF
            words.append(6 << 12 | low)
        y, x, p = int(rng.integers(720)), int(rng.integers(1280)), int(rng.integers(2))
        if k % 3 or row is None:
            words.append(0 << 12 | (k % 2) << 11 | y)
            row = y
        if k % 5 == 0:
            x &= ~31
            words.append(3 << 12 | p << 11 | x)
            widths = [12, 12, 8] if k % 2 else ([12] if k % 4 else [12, 12, 8, 12, 12, 8])
            for width in widths:
                bits = int(rng.integers(1 << width)) & int(rng.integers(1 << width))
                words.append((4 if width == 12 else 5) << 12 | bits)
                events += [(t, x + n, row, 2 * p - 1) for n in range(width) if bits >> n & 1]
                x += width
        else:
            words.append(2 << 12 | p << 11 | x)
            events.append((t, x, row, 2 * p - 1))
        if k % 90 == 11:
            words += [10 << 12 | 1, 14 << 12 | 4, 7 << 12 | 3, 15 << 12 | 9]
        if k % 300 == 77:
            words += [0x9999, 0x9999, 0x9999]
    write("evt3.raw", "% evt 3.0\n% format EVT3;height=720;width=1376\n% end\n", np.array(words, "<u2"), events)


def dat(name, header, first, xbits, ybits, width, height):
    t = times(900, first, 700)
    x, y, p = rng.integers(width, size=900), rng.integers(height, size=900), rng.integers(2, size=900)
    records = np.empty((900, 2), "<u4")
    records[:, 0] = t & 0xFFFFFFFF
    records[:, 1] = x | y << xbits | p << (xbits + ybits)
    body = np.frombuffer((b"\x0c\x08" if header else b"") + records.tobytes(), np.uint8)
    write(name, header, body, np.stack([t, x, y, 2 * p - 1], axis=1))


evt2()
evt21("evt21.raw", "% format EVT21;height=720;width=1280\n", False)
evt21("evt21_legacy.raw", "% format EVT21;height=720;width=1280;endianness=legacy\n", True)
evt21("evt21_old.raw", "", True)
evt3()
dat("cd2.dat", "% Data file containing CD events.\n% Version 2\n% Date 2020-09-14 14:18:29\n% Height 480\n% Width 640\n", (1 << 32) - 200_000, 14, 14, 640, 480)
dat("td1.dat", "% Data file containing TD events.\n% Version 1\n% Date 2015-02-03 10:11:12\n", 0, 9, 8, 304, 240)
dat("bare.dat", "", 0, 9, 8, 304, 240)
np.savez_compressed(os.path.join(OUT, "events.npz"), **expected)


def body(path):
    """A recording's bytes after its header: lines that begin with a percent sign."""
    data, at = open(path, "rb").read(), 0
    while data[at:at + 1] == b"%":
        at = data.index(b"\n", at) + 1
    return data[at:]


def sums(name, t, x, y, p):
    t, x, y, p = (np.array(column, np.int64) for column in (t, x, y, p))
    weights = np.arange(len(t)) % 1009
    print(f"{name}: {len(t)} events, {t.min()} to {t.max()} us, x to {x.max()}, y to {y.max()}, {np.count_nonzero(p > 0)} positive, "
          f"{np.count_nonzero(np.diff(t) < 0)} steps back, weighted sums t {np.sum(weights * t)}, x {np.sum(weights * x)}, y {np.sum(weights * y)}, p {np.sum(weights * p)}")


def samples(folder):
    words = np.frombuffer(body(os.path.join(folder, "evt2_sample.raw")), "<u4")
    high, events = None, []
    for word in words.tolist():
        if word >> 28 == 8:
            high = word & 0xFFFFFFF
        elif word >> 28 < 2:
            events.append((high << 6 | word >> 22 & 63, word >> 11 & 0x7FF, word & 0x7FF, 2 * (word >> 28) - 1))
    sums("evt2_sample.raw", *zip(*events))
    words = np.frombuffer(body(os.path.join(folder, "evt3_sample.raw")), "<u2")
    high = low = row = base = sign = None
    events = []
    for word in words.tolist():
        kind, content = word >> 12, word & 0xFFF
        if kind == 0:
            row = content & 0x7FF
        elif kind == 2:
            events.append((high << 12 | low, content & 0x7FF, row, 1 if content >> 11 else -1))
        elif kind == 3:
            base, sign = content & 0x7FF, 1 if content >> 11 else -1
        elif kind in (4, 5):
            width = 12 if kind == 4 else 8
            events += [(high << 12 | low, base + n, row, sign) for n in range(width) if content >> n & 1]
            base += width
        elif kind == 6:
            low = content
        elif kind == 8:
            high = content
    sums("evt3_sample.raw", *zip(*events))
    records = np.frombuffer(body(os.path.join(folder, "sample_ncars.dat"))[2:], "<u4").reshape(-1, 2).astype(np.int64)
    sums("sample_ncars.dat", records[:, 0], records[:, 1] & 0x3FFF, records[:, 1] >> 14 & 0x3FFF, 2 * (records[:, 1] >> 28 & 1) - 1)


if len(sys.argv) > 1:
    samples(sys.argv[1])
