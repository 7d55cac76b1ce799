#!/usr/bin/env python3
"""Writes tensorboard_golden.hex: the TensorBoard records that TensorBoardWriterTests expects, encoded independently.

CRC-32C is computed bit by bit (reflected polynomial 0x82F63B78, check value of "123456789" 0xE3069283), the protobuf
messages field by field with struct. Run it in this folder.
"""
import struct


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def record(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def varint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, wire, payload):
    return varint(number << 3 | wire) + payload


def text(number, value):
    return field(number, 2, varint(len(value)) + value)


def event(wall, step, rest):
    return field(1, 1, struct.pack("<d", wall)) + field(2, 0, varint(step)) + rest


def scalar(tag, value):
    return text(1, text(1, tag.encode()) + field(2, 5, struct.pack("<f", value)))


WALL = 1700000000.5
events = [
    event(WALL, 0, text(3, b"brain.Event:2")),
    event(WALL, 300, text(5, scalar("loss", 1.25) + scalar("train/onePixelErrorPercent", 31.5))),
]
with open("tensorboard_golden.hex", "w") as out:
    for data in events:
        out.write(record(data).hex() + "\n")
