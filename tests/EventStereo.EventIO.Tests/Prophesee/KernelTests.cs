using System.Buffers;
using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Prophesee;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class KernelTests
{
    public static TheoryData<string> Names => ["evt2", "evt21", "evt21 legacy", "evt3", "dat", "dat narrow"];

    /// <summary>Any bits: every type of word, times that jump by anything.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_what_the_reference_gives_of_random_words(string name)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            byte[] stream = new byte[40_000];
            new Random(seed).NextBytes(stream);
            AssertEqualToReference(KernelCase.Named(name), stream, seed);
        }
    }

    /// <summary>Long stretches of events in which a word in some dozens is flipped.</summary>
    [Theory]
    [InlineData("evt2")]
    [InlineData("evt3")]
    [InlineData("dat")]
    public void Gives_what_the_reference_gives_of_damaged_recordings(string name)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            byte[] stream = Encode(name, TestEvents.Random(new SensorSize(1280, 720), 8_000, seed, startUs: 16_770_000, meanStepUs: 1 + (seed * seed)));
            for (int i = 0; i < stream.Length; i += random.Next(1, 300))
            {
                stream[i] ^= (byte)(1 << random.Next(8));
            }

            AssertEqualToReference(KernelCase.Named(name), stream, seed);
        }
    }

    /// <summary>EVT 2.1 is not written: words of events with few pixels, and now and then a time that goes on.</summary>
    [Theory]
    [InlineData("evt21", 0)]
    [InlineData("evt21 legacy", 32)]
    public void Gives_what_the_reference_gives_of_vectors(string name, int rotation)
    {
        Random random = new(9);
        byte[] stream = new byte[80_000];
        for (int i = 0; i < stream.Length; i += 8)
        {
            ulong word = i % 400 == 0
                ? 0x8000_0000_0000_0000 | ((ulong)(i / 400) << 32)
                : ((ulong)random.NextInt64() & 0x1FFF_FFFF_0000_0000) | ((uint)random.NextInt64() & (uint)random.NextInt64());
            BinaryPrimitives.WriteUInt64LittleEndian(stream.AsSpan(i), ulong.RotateLeft(word, rotation));
        }

        AssertEqualToReference(KernelCase.Named(name), stream, 1);
        Assert.InRange(KernelCase.Named(name).Reference(stream).Events.Count, 60_000, 90_000);
    }

    private static byte[] Encode(string name, EventBatch events)
    {
        EventEncoder encoder = name switch { "evt2" => new Evt2Encoder(), "evt3" => new Evt3Encoder(new SensorSize(1280, 720)), _ => new DatEncoder() };
        ArrayBufferWriter<byte> words = new();
        encoder.Encode(events, 0, events.Count, words);
        return words.WrittenSpan.ToArray();
    }

    private static void AssertEqualToReference(KernelCase kernel, byte[] stream, int seed)
    {
        (EventBatch expected, EventLosses losses) = kernel.Reference(stream);
        int leastPiece = (WrappingTime.LookAheadWords + 2) * kernel.WordBytes;
        foreach ((int piece, int maxEvents) in (ReadOnlySpan<(int, int)>)[(stream.Length, 1 << 20), (leastPiece + seed, 1 << 20), (leastPiece, 100 + seed), (stream.Length, 32)])
        {
            (EventBatch actual, EventLosses counted) = kernel.Kernel(stream, piece, maxEvents);
            TestEvents.AssertEqual(expected, actual);
            Assert.Equal(losses.ByReason, counted.ByReason);
        }
    }
}
