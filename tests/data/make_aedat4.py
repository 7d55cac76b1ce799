#!/usr/bin/env python3
"""Makes the AEDAT4 fixtures: messages by Google's flatbuffers, frames by python's lz4 and zstandard, events by numpy.

    /usr/bin/python3 tests/data/make_aedat4.py [RECORDER.aedat4]

needs python3-flatbuffers, python3-lz4, python3-zstandard and python3-numpy. With a recorder's file (LZ4) it also cuts recorder.aedat4 from it and
prints what the tests expect of it. The files are committed; run it again only to change them. Everything comes from one seed.
"""
import os
import struct
import sys
import flatbuffers
import lz4.frame
import numpy as np
import zstandard

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "aedat4")
ORIGIN = 1633953690975950  # us, Unix time
WIDTH, HEIGHT = 32, 24
PACK = {"none": (0, bytes), "lz4": (1, lz4.frame.compress), "zstd": (3, lambda b: zstandard.ZstdCompressor(level=3).compress(bytes(b)))}
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(20240502)


def finish(builder, root, identifier):
    builder.Finish(root, file_identifier=identifier.encode())
    body = bytes(builder.Output())
    return struct.pack("<I", len(body)) + body


def list_message(identifier, builder, vector):
    builder.StartObject(1)
    builder.PrependUOffsetTRelativeSlot(0, vector, 0)
    return finish(builder, builder.EndObject(), identifier)


def events_message(t, x, y, p):
    builder = flatbuffers.Builder(0)
    builder.StartVector(16, len(t), 8)
    for i in reversed(range(len(t))):
        builder.Prep(8, 16)
        builder.Pad(3)
        builder.PrependBool(bool(p[i] > 0))
        builder.PrependInt16(int(y[i]))
        builder.PrependInt16(int(x[i]))
        builder.PrependInt64(int(t[i]))
    return list_message("EVTS", builder, builder.EndVector())


def samples_message(identifier, times):
    builder = flatbuffers.Builder(0)
    tables = []
    for t in times:
        builder.StartObject(11 if identifier == "IMUS" else 2)
        builder.PrependInt64Slot(0, int(t), 0)
        tables.append(builder.EndObject())
    builder.StartVector(4, len(tables), 4)
    for table in reversed(tables):
        builder.PrependUOffsetTRelative(table)
    return list_message(identifier, builder, builder.EndVector())


def frame_message(t):
    builder = flatbuffers.Builder(0)
    pixels = builder.CreateByteVector(bytes(range(16)))
    builder.StartObject(13)
    builder.PrependInt64Slot(0, int(t), 0)
    builder.PrependInt16Slot(6, 4, 0)
    builder.PrependInt16Slot(7, 4, 0)
    builder.PrependUOffsetTRelativeSlot(10, pixels, 0)
    return finish(builder, builder.EndObject(), "FRME")


def header_message(compression, table, info):
    builder = flatbuffers.Builder(0)
    text = builder.CreateString(info)
    builder.ForceDefaults(True)  # the place of the table is filled in later and must not move anything
    builder.StartObject(3)
    builder.PrependInt32Slot(0, compression, 0)
    builder.PrependInt64Slot(1, table, -1)
    builder.PrependUOffsetTRelativeSlot(2, text, 0)
    return finish(builder, builder.EndObject(), "IOHE")


def table_message(entries):
    """Entries: content's place, stream, length, count, first and last time."""
    builder = flatbuffers.Builder(0)
    tables = []
    for place, stream, size, count, first, last in entries:
        builder.StartObject(5)
        builder.PrependInt64Slot(0, place, 0)
        builder.Prep(4, 8)
        builder.PrependInt32(size)
        builder.PrependInt32(stream)
        builder.PrependStructSlot(1, builder.Offset(), 0)
        builder.PrependInt64Slot(2, count, 0)
        builder.PrependInt64Slot(3, int(first), 0)
        builder.PrependInt64Slot(4, int(last), 0)
        tables.append(builder.EndObject())
    builder.StartVector(4, len(tables), 4)
    for table in reversed(tables):
        builder.PrependUOffsetTRelative(table)
    return list_message("FTAB", builder, builder.EndVector())


def info_text(streams):
    def node(stream):
        number, kind, name, source, size = stream
        inner = "".join(f'<attr key="size{k}" type="int">{v}</attr>' for k, v in zip("XY", size or ()))
        return (f'<node name="{number}"><attr key="originalOutputName" type="string">{name}</attr>'
                f'<attr key="typeIdentifier" type="string">{kind}</attr>'
                f'<node name="info">{inner}<attr key="source" type="string">{source}</attr></node></node>')
    return '<dv version="2.0"><node name="outInfo">' + "".join(map(node, streams)) + "</node></dv>"


def write(name, streams, packets, how, with_table=True):
    """Packets: stream, message, count, first and last time."""
    compression, pack = PACK[how]
    info = info_text(streams)
    place = 14 + len(header_message(compression, 0, info))
    body, entries = b"", []
    for stream, message, count, first, last in packets:
        packed = pack(message)
        entries.append((place + len(body) + 8, stream, len(packed), count, first, last))
        body += struct.pack("<ii", stream, len(packed)) + packed
    header = header_message(compression, place + len(body) if with_table else -1, info)
    assert 14 + len(header) == place
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(b"#!AER-DAT4.0\r\n" + header + body + (pack(table_message(entries)) if with_table else b""))


def camera(count, start):
    t = ORIGIN + start + np.cumsum(rng.integers(0, 30, count))
    return t, rng.integers(0, WIDTH, count), rng.integers(0, HEIGHT, count), rng.choice([-1, 1], count)


def event_packets(stream, columns, size):
    for i in range(0, len(columns[0]), size):
        part = [column[i:i + size] for column in columns]
        yield stream, events_message(*part), len(part[0]), part[0][0], part[0][-1]


SIZE = (WIDTH, HEIGHT)
STEREO = [(0, "EVTS", "events", "CAMERA_B", SIZE), (1, "FRME", "frames", "CAMERA_B", SIZE), (2, "IMUS", "imu", "CAMERA_B", None),
          (3, "TRIG", "triggers", "CAMERA_B", None), (7, "EVTS", "events", "CAMERA_A", SIZE), (9, "POSE", "pose", "CAMERA_B", None)]
left, right = camera(1500, 130), camera(1100, 0)
for file, columns in (("left.npy", left), ("right.npy", right)):
    np.save(os.path.join(OUT, file), np.stack([columns[0] - ORIGIN - int(right[0][0] - ORIGIN), *columns[1:]], axis=1).astype("<i8"))
imu = ORIGIN + 1000 * np.arange(10)
packets = list(event_packets(0, left, 200)) + list(event_packets(7, right, 150))
packets += [(1, frame_message(ORIGIN - 5000), 1, ORIGIN - 5000, ORIGIN - 5000), (1, frame_message(ORIGIN + 9000), 1, ORIGIN + 9000, ORIGIN + 9000),
            (2, samples_message("IMUS", imu), 10, imu[0], imu[-1]), (3, samples_message("TRIG", [ORIGIN + 77]), 1, ORIGIN + 77, ORIGIN + 77),
            (9, finish(b := flatbuffers.Builder(0), (b.StartObject(1), b.EndObject())[1], "POSE"), 1, ORIGIN, ORIGIN)]
packets.sort(key=lambda packet: packet[3])
for how in PACK:
    write(f"stereo_{how}.aedat4", STEREO, packets, how)
write("stereo_no_table.aedat4", STEREO, packets, "zstd", with_table=False)

def table_at(message):
    """The root table of a message that begins with its length; a place in it is 4 less than in the message."""
    return flatbuffers.table.Table(bytearray(message[4:]), struct.unpack_from("<I", message, 4)[0])


def field_place(table, field):
    return table.Offset(4 + 2 * field) + table.Pos


def times_of(message, stream):
    root = table_at(message)
    vector, count = root.Vector(root.Offset(4)), root.VectorLen(root.Offset(4))
    if stream == 0:
        e = np.frombuffer(message, [("t", "<i8"), ("x", "<i2"), ("y", "<i2"), ("p", "u1"), ("", "V3")], count, 4 + vector)
        print(f"{count} events, {e['t'][-1] - e['t'][0]} us; sums of t - t0, x, y, p:", *((e[k] - e["t"][0] * (k == "t")).astype(int).sum() for k in "txyp"))
        return e["t"]
    samples = [flatbuffers.table.Table(root.Bytes, root.Indirect(vector + 4 * i)) for i in range(count)]
    return [sample.Get(flatbuffers.number_types.Int64Flags, field_place(sample, 0)) for sample in samples]


if len(sys.argv) > 1:
    # The first packets of a real recording as the recorder packed them, its own header but for the table's place, a table of these packets.
    data = open(sys.argv[1], "rb").read()
    place = 18 + struct.unpack_from("<I", data, 14)[0]
    end, entries = place, []
    for _ in range(4):
        stream, size = struct.unpack_from("<ii", data, end)
        times = times_of(lz4.frame.decompress(data[end + 8:end + 8 + size]), stream)
        entries.append((end + 8, stream, size, len(times), times[0], times[-1]))
        end += 8 + size
    cut = bytearray(data[:end])
    struct.pack_into("<q", cut, 18 + field_place(table_at(data[14:place]), 1), end)
    with open(os.path.join(OUT, "recorder.aedat4"), "wb") as f:
        f.write(bytes(cut) + lz4.frame.compress(table_message(entries)))
