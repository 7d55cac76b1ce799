using EventStereo.EventIO.Formats.Aedat;
using EventStereo.EventIO.Formats.Compression;

namespace EventStereo.EventIO.Tests;

public class CompressionTests
{
    public static TheoryData<int> Packings => [1, 3];

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_frame_unpacks_the_same_in_pieces_of_any_length(int compression)
    {
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content);
        byte[] packed = Aedat4TestFile.Pack((Aedat4Compression)compression, content);
        using FrameUnpacker frames = Unpacker(compression);
        UnpackedBytes unpacked = new(1 << 20);

        foreach (int piece in (int[])[1, 7, 4_096, 100_000, packed.Length])
        {
            frames.Reset();
            unpacked.Clear();
            for (int at = 0; at < packed.Length; at += piece)
            {
                ReadOnlySpan<byte> part = packed.AsSpan(at, Math.Min(piece, packed.Length - at));
                Assert.Equal(at + piece >= packed.Length, frames.Unpack(ref part, unpacked));
                Assert.True(part.IsEmpty);
            }

            Assert.True(unpacked.Span.SequenceEqual(content));
        }
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void What_follows_the_frame_is_left(int compression)
    {
        using FrameUnpacker frames = Unpacker(compression);
        frames.Reset();
        ReadOnlySpan<byte> packed = [.. Aedat4TestFile.Pack((Aedat4Compression)compression, [1, 2, 3]), 77, 78];

        Assert.True(frames.Unpack(ref packed, new UnpackedBytes(100)));
        Assert.Equal([77, 78], packed.ToArray());
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_frame_as_long_as_the_limit_fits_and_one_byte_more_does_not(int compression)
    {
        const int Limit = 100_000;
        using FrameUnpacker frames = Unpacker(compression);
        byte[] fits = Aedat4TestFile.Pack((Aedat4Compression)compression, new byte[Limit]), exceeds = Aedat4TestFile.Pack((Aedat4Compression)compression, new byte[Limit + 1]);
        UnpackedBytes unpacked = new(Limit);

        frames.Reset();
        ReadOnlySpan<byte> packed = fits;
        Assert.True(frames.Unpack(ref packed, unpacked));
        Assert.Equal(Limit, unpacked.Span.Length);

        unpacked.Clear();
        frames.Reset();
        InvalidDataException failure = Assert.Throws<InvalidDataException>(() =>
        {
            ReadOnlySpan<byte> more = exceeds;
            _ = frames.Unpack(ref more, unpacked);
        });
        Assert.Contains("more than 100,000 bytes", failure.Message);
        Assert.Equal(Limit, unpacked.ReservedBytes);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_damaged_frame_is_an_error_and_the_next_one_unpacks(int compression)
    {
        using FrameUnpacker frames = Unpacker(compression);
        byte[] sound = Aedat4TestFile.Pack((Aedat4Compression)compression, [1, 2, 3]), damaged = [.. sound];
        damaged[1] ^= 0x40;
        UnpackedBytes unpacked = new(100);

        frames.Reset();
        Assert.Throws<InvalidDataException>(() =>
        {
            ReadOnlySpan<byte> packed = damaged;
            _ = frames.Unpack(ref packed, unpacked);
        });

        unpacked.Clear();
        frames.Reset();
        ReadOnlySpan<byte> next = sound;
        Assert.True(frames.Unpack(ref next, unpacked));
        Assert.Equal([1, 2, 3], unpacked.Span.ToArray());
    }

    /// <summary>A window of 128 MiB, which the library would otherwise reserve before the first byte.</summary>
    [Fact]
    public void A_zstandard_frame_that_asks_for_much_memory_is_refused()
    {
        using ZstdUnpacker frames = new();
        frames.Reset();
        InvalidDataException failure = Assert.Throws<InvalidDataException>(() =>
        {
            // Frame header without length; window log 10 + 17; an empty last block.
            ReadOnlySpan<byte> packed = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 17 << 3, 0x01, 0x00, 0x00];
            _ = frames.Unpack(ref packed, new UnpackedBytes(100));
        });
        Assert.Contains("memory", failure.Message);
    }

    private static FrameUnpacker Unpacker(int compression) => compression == 1 ? new Lz4Unpacker() : new ZstdUnpacker();
}
