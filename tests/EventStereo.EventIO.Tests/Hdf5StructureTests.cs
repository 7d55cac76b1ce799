using System.Buffers.Binary;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

/// <summary>Damage to what libhdf5 1.10 follows without looking, each of which crashed it: refused before it gets there, with the place.</summary>
public sealed class Hdf5StructureTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The type of an attribute's number: its size, its offset and its precision, 4, 8 and 10 bytes behind the padded name.</summary>
    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(8, 0xFF)]
    [InlineData(10, 0)]
    [InlineData(10, 0xFFFF)]
    public void Refuses_a_number_whose_bits_lie_outside_its_bytes(int place, int value)
    {
        string path = folder.File("damaged.hdf5");
        using (MvsecWriter writer = new(path, Fixtures.Sensor, null))
        {
            writer.Complete();
        }

        byte[] file = File.ReadAllBytes(path);
        int name = file.AsSpan().IndexOf("sensor_width\0"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(name + 16 + place), (ushort)value);
        File.WriteAllBytes(path, file);

        Assert.Contains("attribute", Assert.Throws<InvalidDataException>(() => MvsecRecording.Open(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Offsets in float32.hdf5: heaps of names at 680 and 1384, the root's cached heap at 88 and its own at 128, a group's tree at 1872.</summary>
    [Theory]
    [InlineData(688, -1, "heap of names at byte 680")]
    [InlineData(704, -1, "heap of names at byte 680")]
    [InlineData(1392, -1, "heap of names at byte 1384")]
    [InlineData(1392, long.MaxValue, "heap of names at byte 1384")]
    [InlineData(128, -1, "heap of names at byte -1")]
    [InlineData(88, -1, "superblock at byte 0")]
    [InlineData(1904, -1, "tree of a group at byte 1872")]
    [InlineData(1904, 1872, "table of names at byte 1872")]
    [InlineData(64, long.MaxValue, "object header")]
    public void Refuses_what_leads_outside_the_file(int at, long value, string what)
    {
        byte[] file = File.ReadAllBytes(Fixtures.Mvsec("float32.hdf5"));
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
        string path = folder.File("damaged.hdf5");
        File.WriteAllBytes(path, file);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => MvsecRecording.Open(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }
}
