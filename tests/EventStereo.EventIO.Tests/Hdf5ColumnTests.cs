using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public class Hdf5ColumnTests
{
    private const int Rows = 900;
    private const int ChunkRows = 250;

    private static readonly long[] Expected = NpyFile.Read<long>(Fixtures.Hdf5("columns.npy")).Data;

    [Theory]
    [InlineData("plain_i1")]
    [InlineData("plain_i2")]
    [InlineData("plain_i4")]
    [InlineData("plain_i8")]
    [InlineData("plain_u1")]
    [InlineData("plain_u2")]
    [InlineData("plain_u4")]
    [InlineData("plain_u8")]
    [InlineData("chunked")]
    [InlineData("deflate")]
    [InlineData("shuffle_deflate")]
    [InlineData("shuffle_lzf")]
    [InlineData("fletcher")]
    [InlineData("odd_fletcher")]
    [InlineData("shuffle_deflate_fletcher")]
    [InlineData("tiny_chunks")]
    [InlineData("blosc_zstd")]
    [InlineData("blosc_lz4")]
    [InlineData("blosc_blosclz")]
    [InlineData("big_endian")]
    [InlineData("scale_offset")]
    [InlineData("skipped_filter")]
    public void Agrees_with_numpy_whatever_type_and_filter(string name)
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Column<long> column = Hdf5Column<long>.Open(file, "/" + name);
        long[] values = new long[Rows];
        column.Read(0, values);
        Assert.Equal(Expected, values);
    }

    /// <summary>Chunks of one row that are 15,000 times as wide as the set: joined by the rows alone, a block would have 1.97 GB.</summary>
    [Fact]
    public void Blocks_of_chunks_far_wider_than_the_set_stay_small()
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("wide_chunks.hdf5"));
        using Hdf5Dataset dataset = file.OpenDataset("/wide");
        RowBlocks blocks = new(dataset);

        Assert.True(blocks.AreOwn);
        Assert.InRange(blocks.BlockBytes, 1, RowBlocks.MaxBlockBytes);
        ReadOnlySpan<double> first = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(blocks.Read(0, new ChunkScratch()));
        Assert.Equal([0, 1, 2, 3], first[..4].ToArray());
    }

    [Theory]
    [InlineData("plain_u4", true)]
    [InlineData("shuffle_deflate_fletcher", true)]
    [InlineData("blosc_zstd", true)]
    [InlineData("never_written", true)]
    [InlineData("big_endian", false)]
    [InlineData("scale_offset", false)]
    [InlineData("filled", false)]
    public void Leaves_to_the_library_only_what_it_does_not_know(string name, bool own)
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Dataset dataset = file.OpenDataset("/" + name);
        Assert.Equal(own, new RowBlocks(dataset).AreOwn);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(249, 2)]
    [InlineData(250, 250)]
    [InlineData(700, 200)]
    [InlineData(899, 1)]
    [InlineData(900, 0)]
    public void Reads_any_range_as_the_slice_of_the_whole(int first, int count)
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Column<ushort> column = Hdf5Column<ushort>.Open(file, "/blosc_lz4");
        ushort[] values = new ushort[count];
        column.Read(first, values);
        Assert.Equal(Expected[first..(first + count)], values.Select(value => (long)value));
    }

    [Theory]
    [InlineData("never_written", 0)]
    [InlineData("filled", 77)]
    public void Chunks_never_written_read_as_the_fill_value(string name, int fill)
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Column<int> column = Hdf5Column<int>.Open(file, "/" + name);
        int[] values = new int[Rows];
        column.Read(0, values);
        Assert.Equal(Expected[..ChunkRows], values[..ChunkRows].Select(value => (long)value));
        Assert.All(values[ChunkRows..], value => Assert.Equal(fill, value));
    }

    [Theory]
    [InlineData("too_long")]
    [InlineData("too_short")]
    [InlineData("bomb")]
    [InlineData("bad_checksum")]
    [InlineData("blosc_bomb")]
    public void A_damaged_chunk_is_named_and_takes_no_more_memory_than_a_sound_one(string name)
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Column<int> column = Hdf5Column<int>.Open(file, "/" + name);
        int[] values = new int[Rows];
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => column.Read(0, values));
        Assert.StartsWith($"{Fixtures.Hdf5("columns.hdf5")}: /{name} rows 250..499 do not read", error.Message, StringComparison.Ordinal);
        Assert.InRange(column.HeldBytes, 0, 64_000);
    }

    [Fact]
    public void A_value_beyond_the_type_asked_for_is_an_error_with_its_row()
    {
        using Hdf5File file = Hdf5File.Open(Fixtures.Hdf5("columns.hdf5"));
        using Hdf5Column<ushort> column = Hdf5Column<ushort>.Open(file, "/wide");
        column.Read(0, new ushort[321]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => column.Read(300, new ushort[100]));
        Assert.Contains("/wide row 321: 70000 is beyond", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_no_column()
    {
        using Hdf5File events = Hdf5File.Open(Fixtures.Mvsec("gzip.hdf5"));
        Assert.Contains("expected one column", Assert.Throws<InvalidDataException>(() => Hdf5Column<int>.Open(events, "/davis/left/events")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_inflaters_agree_and_refuse_alike()
    {
        byte[] data = new byte[100_000];
        new Random(3).NextBytes(data.AsSpan(0, 30_000));
        using MemoryStream packed = new();
        using (System.IO.Compression.ZLibStream zlib = new(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }

        Assert.SkipUnless(LibdeflateLibrary.IsAvailable, "libdeflate is not installed");
        foreach (bool libdeflate in (bool[])[true, false])
        {
            using Inflater inflater = new(libdeflate);
            byte[] unpacked = new byte[data.Length];
            Assert.True(inflater.TryInflate(packed.ToArray(), unpacked));
            Assert.Equal(data, unpacked);
            Assert.False(inflater.TryInflate(packed.ToArray(), new byte[data.Length - 1]));
            Assert.False(inflater.TryInflate(packed.ToArray(), new byte[data.Length + 1]));
            Assert.False(inflater.TryInflate(packed.ToArray().AsSpan(0, 20_000), unpacked));
            Assert.False(inflater.TryInflate([], unpacked));
        }
    }

    [Theory]
    [InlineData(8, 1000)]
    [InlineData(8, 1003)]
    [InlineData(4, 77)]
    [InlineData(2, 9)]
    public void Unshuffling_by_vectors_equals_unshuffling_by_bytes(int elementBytes, int bytes)
    {
        byte[] shuffled = new byte[bytes], fast = new byte[bytes], slow = new byte[bytes];
        new Random(bytes).NextBytes(shuffled);
        ByteShuffle.Undo(shuffled, elementBytes, fast);
        int elements = bytes / elementBytes;
        ByteShuffle.UndoScalar(shuffled, elementBytes, elements, 0, slow);
        shuffled.AsSpan(elements * elementBytes).CopyTo(slow.AsSpan(elements * elementBytes));
        Assert.Equal(slow, fast);
    }
}
