using System.Buffers.Binary;
using System.Text;
using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_the_bytes_of_the_specification()
    {
        SafetensorEntry[] entries =
        [
            new("b", SafetensorDtype.U8, [3], new byte[] { 1, 2, 3 }),
            new("a.weight", SafetensorDtype.F32, [1, 2], new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }),
        ];
        using MemoryStream stream = new();

        Safetensors.Write(stream, entries, new Dictionary<string, string> { ["z"] = "1", ["format"] = "pt" });

        const string Header = """{"__metadata__":{"format":"pt","z":"1"},"a.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}""";
        string padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        byte[] expected = [.. BitConverter.GetBytes((long)padded.Length), .. Encoding.ASCII.GetBytes(padded), 0, 0, 128, 63, 0, 0, 0, 64, 1, 2, 3];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void The_order_given_does_not_matter()
    {
        SafetensorEntry[] entries = [Floats("a", 3), Floats("c", 1), Floats("b", 2), new("n", SafetensorDtype.I64, [], new byte[8])];

        Assert.Equal(Bytes(entries), Bytes([.. entries.Reverse()]));
    }

    [Fact]
    public void Reads_what_it_wrote()
    {
        SafetensorEntry[] entries = [Floats("w", 2, 3), Floats("empty", 0, 5), new("n", SafetensorDtype.I64, [], new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 })];
        Safetensors.Write(folder["w.safetensors"], entries, new Dictionary<string, string> { ["genotype"] = "{\"a\": \"é\"}" });

        using SafetensorsFile file = SafetensorsFile.Open(folder["w.safetensors"]);

        Assert.Equal("{\"a\": \"é\"}", file.Metadata["genotype"]);
        Assert.Equal(["n", "empty", "w"], file.Tensors.Select(tensor => tensor.Name));
        foreach (SafetensorEntry entry in entries)
        {
            Assert.True(file.TryFind(entry.Name, out SafetensorInfo? tensor));
            Assert.Equal(entry.Dtype, tensor.Dtype);
            Assert.Equal(entry.Data.ToArray(), file.Read(tensor));
            Assert.Equal(entry.Shape, tensor.Shape);
        }

        Assert.False(file.TryFind("other", out _));
        Assert.All(file.Tensors, tensor => Assert.Equal(0, tensor.Offset % SafetensorInfo.ElementSize(tensor.Dtype)));
    }

    [Fact]
    public void Refuses_to_write_two_tensors_of_one_name_or_of_a_wrong_size()
    {
        Assert.Throws<ArgumentException>(() => Bytes([Floats("a", 1), Floats("a", 2)]));
        Assert.Throws<ArgumentException>(() => Bytes([Floats("__metadata__", 1)]));
        Assert.Throws<ArgumentException>(() => Bytes([new SafetensorEntry("a", SafetensorDtype.F32, [2], new byte[4])]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(folder["w"], [Floats("a", 1), Floats("a", 2)]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "do not lie in")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}""", 9, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "which needs 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,8]}}""", 8, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,8]}}""", 8, "shape[0] is not an integer")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "shape is not a list")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "do not lie in")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "do not lie in")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "do not lie in")]
    [InlineData("""{"a":{"dtype":"F128","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown dtype")]
    [InlineData("""{"a":{"dtype":"9","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown dtype")]
    [InlineData("""{"a":{"dtype":9,"shape":[2],"data_offsets":[0,8]}}""", 8, "unknown dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", 8, "is not an object of")]
    [InlineData("""{"a":[1]}""", 0, "is not an object of")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "is not a text")]
    [InlineData("""{"__metadata__":[]}""", 0, "is not an object")]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""", 0, "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,[]],"data_offsets":[0,8]}}""", 8, "shape[1] is not an integer")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0, "not valid JSON")]
    [InlineData("[]", 0, "not a JSON object")]
    [InlineData("{", 0, "not valid JSON")]
    public void Refuses_a_header_that_does_not_fit_its_data(string header, int dataBytes, string expected)
    {
        string path = WriteFile((ulong)header.Length, header, dataBytes);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));

        Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        File.Delete(path); // nothing holds it open
    }

    [Theory]
    [InlineData(3ul)]
    [InlineData(1ul << 40)]
    [InlineData(ulong.MaxValue)]
    public void Refuses_a_header_longer_than_the_file(ulong length) =>
        Assert.Contains("the header's length", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(WriteFile(length, "{}", 0))).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_file_without_a_header() =>
        Assert.Contains("too few", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(folder.Write("short", "1234567"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_to_read_into_a_buffer_of_another_size()
    {
        Safetensors.Write(folder["w"], [Floats("a", 2)]);
        using SafetensorsFile file = SafetensorsFile.Open(folder["w"]);
        Assert.Throws<ArgumentException>(() => file.Read(file.Tensors[0], new byte[4]));
    }

    private static SafetensorEntry Floats(string name, params long[] shape)
    {
        byte[] data = new byte[4 * shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < data.Length; i += 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i), i + name[0]);
        }

        return new SafetensorEntry(name, SafetensorDtype.F32, shape, data);
    }

    private static byte[] Bytes(SafetensorEntry[] entries)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, entries);
        return stream.ToArray();
    }

    private string WriteFile(ulong headerLength, string header, int dataBytes)
    {
        byte[] bytes = [.. BitConverter.GetBytes(headerLength), .. Encoding.UTF8.GetBytes(header), .. new byte[dataBytes]];
        File.WriteAllBytes(folder["f.safetensors"], bytes);
        return folder["f.safetensors"];
    }
}
