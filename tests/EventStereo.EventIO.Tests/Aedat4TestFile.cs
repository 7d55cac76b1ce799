using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>
/// Builds AEDAT4 files byte by byte, sound or not, without the libraries that the reader uses: frames hold their content as it is, in
/// stored blocks of 4 MiB (LZ4) or 128 KiB (Zstandard).
/// </summary>
internal sealed class Aedat4TestFile(Aedat4Compression compression)
{
    private readonly List<(int Stream, byte[] Packed, Aedat4Span Span)> packets = [];

    /// <summary>The streams, as number, type, source and size; one camera of 32x24 unless changed.</summary>
    public IReadOnlyList<(int Id, string Type, string Source, SensorSize? Size)> Streams { get; set; } = [(0, "EVTS", "CAMERA", Fixtures.Sensor)];

    /// <summary>Whether a table of packets follows them.</summary>
    public bool HasTable { get; set; } = true;

    /// <summary>Changes what the table says of packet <c>i</c>.</summary>
    public Func<int, Aedat4Span, Aedat4Span> Lie { get; set; } = (_, span) => span;

    /// <summary>Where packet <c>i</c> begins, and behind the last one where the table does.</summary>
    public IReadOnlyList<int> Offsets
    {
        get
        {
            List<int> offsets = [Header(0).Length];
            foreach ((_, byte[] packed, _) in packets)
            {
                offsets.Add(offsets[^1] + 8 + packed.Length);
            }

            return offsets;
        }
    }

    public Aedat4TestFile AddEvents(int stream, EventBatch events, long originUs = 0) => Add(
        stream, EventsMessage(events, originUs),
        events.Count == 0 ? Aedat4Span.Empty : new Aedat4Span(events.Count, events.TUs.ToArray().Min() + originUs, events.TUs.ToArray().Max() + originUs));

    /// <summary>Adds a packet of any message.</summary>
    public Aedat4TestFile Add(int stream, byte[] message, Aedat4Span span) => AddPacked(stream, Pack(compression, message), span);

    /// <summary>Adds a packet of any bytes.</summary>
    public Aedat4TestFile AddPacked(int stream, byte[] packed, Aedat4Span span)
    {
        packets.Add((stream, packed, span));
        return this;
    }

    public byte[] Build()
    {
        using MemoryStream file = new();
        file.Write(Header(HasTable ? Offsets[^1] : -1));
        Span<byte> words = stackalloc byte[8];
        foreach ((int stream, byte[] packed, _) in packets)
        {
            BinaryPrimitives.WriteInt32LittleEndian(words, stream);
            BinaryPrimitives.WriteInt32LittleEndian(words[4..], packed.Length);
            file.Write(words);
            file.Write(packed);
        }

        file.Write(HasTable ? Pack(compression, TableMessage()) : []);
        return file.ToArray();
    }

    /// <summary>Builds the file in a folder; its path.</summary>
    public string WriteTo(ScratchFolder folder, string name = "test.aedat4")
    {
        File.WriteAllBytes(folder.File(name), Build());
        return folder.File(name);
    }

    public static byte[] EventsMessage(EventBatch events, long originUs = 0)
    {
        using Message message = new("EVTS");
        message.Vector(events.Count);
        for (int i = 0; i < events.Count; i++)
        {
            message.Out.Write(events.TUs[i] + originUs);
            message.Out.Write(events.X[i]);
            message.Out.Write(events.Y[i]);
            message.Out.Write(events.Polarity[i] > 0 ? 1 : 0);
        }

        return message.Build();
    }

    public static byte[] Pack(Aedat4Compression compression, byte[] content)
    {
        using MemoryStream memory = new();
        using BinaryWriter frame = new(memory);
        switch (compression)
        {
            case Aedat4Compression.None:
                frame.Write(content);
                break;
            case Aedat4Compression.Lz4 or Aedat4Compression.Lz4High:
                // Independent blocks of up to 4 MiB, the header's checksum; each block stored; the end mark.
                frame.Write([0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73]);
                foreach (byte[] block in content.Chunk(1 << 22))
                {
                    frame.Write(block.Length | int.MinValue);
                    frame.Write(block);
                }

                frame.Write(0);
                break;
            default:
                // One segment with a 64-bit length, raw blocks.
                frame.Write([0x28, 0xB5, 0x2F, 0xFD, 0xE0]);
                frame.Write((long)content.Length);
                for (int at = 0; at == 0 || at < content.Length; at += 1 << 17)
                {
                    int length = Math.Min(1 << 17, content.Length - at), word = (length << 3) | (at + length == content.Length ? 1 : 0);
                    frame.Write([(byte)word, (byte)(word >> 8), (byte)(word >> 16)]);
                    frame.Write(content, at, length);
                }

                break;
        }

        return memory.ToArray();
    }

    private byte[] Header(long table)
    {
        using Message message = new("IOHE", fields: [4, 8, 16]);
        message.Out.Write((int)compression);
        message.Out.Write(table);
        message.Out.Write(4);
        byte[] info = System.Text.Encoding.UTF8.GetBytes($"<dv><node name=\"outInfo\">{string.Concat(Streams.Select(Node))}</node></dv>");
        message.Out.Write(info.Length);
        message.Out.Write(info);
        message.Out.Write((byte)0);
        return [.. "#!AER-DAT4.0\r\n"u8, .. message.Build()];
    }

    private static string Node((int Id, string Type, string Source, SensorSize? Size) stream) =>
        $"<node name=\"{stream.Id}\"><attr key=\"typeIdentifier\">{stream.Type}</attr><node name=\"info\"><attr key=\"source\">{stream.Source}</attr>"
        + (stream.Size is SensorSize size ? $"<attr key=\"sizeX\">{size.Width}</attr><attr key=\"sizeY\">{size.Height}</attr>" : "") + "</node></node>";

    private byte[] TableMessage()
    {
        using Message message = new("FTAB");
        message.Vector(packets.Count);
        int tables = (int)message.Out.BaseStream.Position + (4 * packets.Count);
        for (int i = 0; i < packets.Count; i++)
        {
            // A list of fields (14 bytes, padded to 16) before each table (44 bytes).
            message.Out.Write(tables + (60 * i) + 16 - (int)message.Out.BaseStream.Position);
        }

        IReadOnlyList<int> offsets = Offsets;
        for (int i = 0; i < packets.Count; i++)
        {
            Aedat4Span span = Lie(i, packets[i].Span);
            foreach (short word in (ReadOnlySpan<short>)[14, 44, 4, 12, 20, 28, 36, 0])
            {
                message.Out.Write(word);
            }

            message.Out.Write(16);
            message.Out.Write((long)offsets[i] + 8);
            message.Out.Write(packets[i].Stream);
            message.Out.Write(packets[i].Packed.Length);
            message.Out.Write(span.Count);
            message.Out.Write(span.FirstUs);
            message.Out.Write(span.LastUs);
        }

        return message.Build();
    }

    /// <summary>A FlatBuffers message whose root table has the fields at these places; what is written follows the root's distance to its list of fields.</summary>
    private sealed class Message : IDisposable
    {
        private readonly MemoryStream memory = new();

        public Message(string identifier, params ReadOnlySpan<short> fields)
        {
            Out = new BinaryWriter(memory);
            fields = fields.IsEmpty ? [4] : fields;
            int list = 4 + (2 * fields.Length), padded = (list + 3) & ~3;
            Out.Write(0);
            Out.Write(8 + padded);
            Out.Write(System.Text.Encoding.ASCII.GetBytes(identifier));
            Out.Write((short)list);
            Out.Write((short)64);
            foreach (short field in fields)
            {
                Out.Write(field);
            }

            Out.Write(new byte[padded - list]);
            Out.Write(padded);
        }

        public BinaryWriter Out { get; }

        /// <summary>The root's only field: a vector right behind it.</summary>
        public void Vector(int count)
        {
            Out.Write(4);
            Out.Write(count);
        }

        public byte[] Build()
        {
            byte[] bytes = memory.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
            return bytes;
        }

        public void Dispose() => Out.Dispose();
    }
}
