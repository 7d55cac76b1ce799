using System.IO.Compression;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public sealed class NumpyTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_what_numpy_wrote()
    {
        using NpzReader archive = NpzReader.Open(Fixtures.Numpy("kinds.npz"));
        Assert.Equal(["f4", "f8", "flag", "i2", "none", "text", "u1"], archive.Names.Order());
        Assert.Equal([0f, 1, 2, 3, 4, 5], archive.Read<float>("f4").Data);
        Assert.Equal([2L, 3], archive.Read<float>("f4").Shape);
        Assert.Equal([2.5], archive.Read<double>("f8").Data);
        Assert.Empty(archive.Read<double>("f8").Shape);
        Assert.Equal([1, 0], archive.Read<byte>("flag").Data);
        Assert.Equal([-3, 4], archive.Read<short>("i2").Data);
        Assert.Empty(archive.Read<int>("none").Data);
        Assert.Equal("grün €", archive.ReadText("text"));
    }

    [Theory]
    [InlineData("fortran.npy", "C order")]
    [InlineData("object.npy", "plain array")]
    [InlineData("left.npy", "<i8, not <f4")]
    public void Refuses_arrays_it_would_misread(string name, string what)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpyFile.Read<float>(Fixtures.Numpy(name)));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_bytes_that_numpy_writes()
    {
        // numpy.save(f, numpy.array([[1, -2, 3]], 'i1')), numpy 1.24: magic, version 1.0, header of 118 bytes, data.
        string path = folder.File("small.npy");
        NpyFile.Write<sbyte>(path, [1, -2, 3], 1, 3);
        string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 3), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 1, 0xFE, 3];
        Assert.Equal(expected, File.ReadAllBytes(path));

        // And one that numpy did write.
        NpyArray<long> left = NpyFile.Read<long>(Fixtures.Numpy("left.npy"));
        NpyFile.Write<long>(path, left.Data, [.. left.Shape]);
        Assert.Equal(File.ReadAllBytes(Fixtures.Numpy("left.npy")), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Writes_an_archive_whose_arrays_grow(CompressionLevel level)
    {
        string path = folder.File("tensors.npz");
        using (NpzWriter archive = new(path, level))
        {
            NpzGrowingArray left = archive.AddGrowing<sbyte>("left", 2, 3);
            NpzGrowingArray right = archive.AddGrowing<sbyte>("right", 2, 3);
            for (sbyte n = 0; n < 50; n++)
            {
                left.Append<sbyte>([n, 1, 2, 3, 4, 5]);
                right.Append<sbyte>([0, 0, 0, 0, 0, n, 1, 1, 1, 1, 1, n]);
            }

            archive.Add<long>("fromUs", [1, 2], 2);
            archive.AddText("meta", "{\"ä\":\"€\"}");
            archive.Complete();
        }

        using NpzReader read = NpzReader.Open(path);
        Assert.Equal([50L, 2, 3], read.Read<sbyte>("left").Shape);
        Assert.Equal([100L, 2, 3], read.Read<sbyte>("right").Shape);
        Assert.Equal([49, 1, 2, 3, 4, 5], read.Read<sbyte>("left").Data[^6..]);
        Assert.Equal([1L, 2], read.Read<long>("fromUs").Data);
        Assert.Equal("{\"ä\":\"€\"}", read.ReadText("meta"));
        Assert.Equal(["tensors.npz"], folder.Names);
    }

    [Fact]
    public void Leaves_nothing_of_an_archive_that_is_not_completed()
    {
        using (NpzWriter archive = new(folder.File("tensors.npz")))
        {
            archive.AddGrowing<float>("left", 1000).Append<float>(new float[100_000]);
        }

        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("../evil.npy")]
    [InlineData("/etc/evil.npy")]
    [InlineData("a\\b.npy")]
    [InlineData("readme.txt")]
    public void Refuses_entries_that_are_not_names_of_arrays(string name)
    {
        string path = folder.File("hostile.npz");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.WriteByte(1);
        }

        Assert.Contains("is not the name of an array", Assert.Throws<InvalidDataException>(() => NpzReader.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_array_longer_than_the_limit()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpzReader.Open(Fixtures.Numpy("sbt_50ms.npz"), maxBytes: 1000));
        Assert.Contains("more than is read here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999, 9999999999999), }", "beyond reading")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", "claims")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "length")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "plain array")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "plain array")]
    [InlineData("import os", "plain array")]
    public void Checks_what_a_header_claims(string header, string what)
    {
        string path = folder.File("hostile.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpyFile.Read<float>(path));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_file_is_no_archive()
    {
        string path = folder.File("text.npz");
        File.WriteAllText(path, "not a zip");
        Assert.StartsWith($"{path}: not an NPZ archive", Assert.Throws<InvalidDataException>(() => NpzReader.Open(path)).Message, StringComparison.Ordinal);
    }
}
