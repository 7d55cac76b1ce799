using System.Runtime.CompilerServices;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Prophesee;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class RawDamageTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Bits flipped anywhere, the header too, and the end cut: counts, or an error that names the file.</summary>
    [Theory]
    [InlineData("evt2.raw", "evt2")]
    [InlineData("evt21.raw", "evt21")]
    [InlineData("evt3.raw", "evt3")]
    [InlineData("cd2.dat", "dat")]
    public void Reads_on_or_says_why_not(string name, string format)
    {
        byte[] sound = File.ReadAllBytes(RawFixtures.File(name));
        string path = folder.File(name);
        int read = 0;
        for (int seed = 0; seed < 250; seed++)
        {
            Random random = new(seed);
            byte[] damaged = sound[..(random.Next(3) == 0 ? random.Next(1, sound.Length) : sound.Length)];
            for (int flips = random.Next(20); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                using IEventRecording recording = RecordingFormats.Open(path, format: format);
                EventLosses losses = new();
                EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
                Assert.InRange(events.Count + losses.Dropped, 0, 32L * damaged.Length);
                read++;
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(path, error.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 200, 250);
    }

    /// <summary>The marks of a file of several blocks: from each on, a decoder gives what is left.</summary>
    [Theory]
    [InlineData("evt2")]
    [InlineData("evt3")]
    [InlineData("dat")]
    public void Goes_on_from_any_mark(string format)
    {
        string path = folder.File("file");
        SensorSize sensor = new(640, 480);
        EventBatch events = TestEvents.Random(sensor, 500_000, seed: 3, startUs: 16_000_000, meanStepUs: 30);
        using (IRecordingWriter writer = RecordingFormats.Named(format).Create(path, new RecordingDescription(sensor, [CameraSide.Left])))
        {
            writer.Append(CameraSide.Left, events);
            writer.Complete();
        }

        using EventDecoder decoder = Decoder(path, format), other = Decoder(path, format);
        EventBatch all = new(), block = new();
        List<(int Events, DecoderMark Mark)> marks = [(0, decoder.Mark())];
        while (decoder.Decode(all))
        {
            marks.Add((all.Count, decoder.Mark()));
        }

        TestEvents.AssertEqual(events, all);
        Assert.InRange(marks.Count, 4, 20);
        foreach ((int count, DecoderMark mark) in marks.AsEnumerable().Reverse())
        {
            other.Seek(mark);
            block.Clear();
            while (other.Decode(block))
            {
            }

            Assert.True(events.TUs[count..].SequenceEqual(block.TUs) && events.X[count..].SequenceEqual(block.X) && events.Y[count..].SequenceEqual(block.Y));
        }
    }

    /// <summary>A mark is a number of 128 bits; the states are carried in it as they are.</summary>
    [Fact]
    public void States_fit_a_mark() => Assert.Equal((16, 16, 16), (Unsafe.SizeOf<Evt2State>(), Unsafe.SizeOf<Evt3State>(), Unsafe.SizeOf<DatState>()));

    private static EventDecoder Decoder(string path, string format)
    {
        int dataOffset = PercentHeader.Read(File.ReadAllBytes(path)).Length;
        return format switch
        {
            "evt2" => new KernelDecoder<EventKernels.Evt2, Evt2State>(path, dataOffset, default),
            "evt3" => new KernelDecoder<EventKernels.Evt3, Evt3State>(path, dataOffset, default),
            _ => new KernelDecoder<EventKernels.Dat, DatState>(path, dataOffset + 2, default),
        };
    }
}
