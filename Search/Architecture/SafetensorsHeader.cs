using System.Collections.ObjectModel;
using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>The checked content of a safetensors header.</summary>
internal sealed record SafetensorsHeader(ReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorInfo> Tensors)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Parses <paramref name="json"/>; data lie from <paramref name="dataStart"/> to <paramref name="fileLength"/>.</summary>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataStart, long fileLength)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Bad(path, "the header is not a JSON object");
            }

            Dictionary<string, string> metadata = new(StringComparer.Ordinal);
            List<SafetensorInfo> tensors = [];
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (member.Name == Safetensors.MetadataName)
                {
                    ReadMetadata(path, member.Value, metadata);
                }
                else
                {
                    tensors.Add(ReadTensor(path, member, dataStart, fileLength));
                }
            }

            tensors.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.Length.CompareTo(b.Length));
            RequireCoverage(path, tensors, dataStart, fileLength);
            return new SafetensorsHeader(metadata.AsReadOnly(), tensors);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter of text that is no Unicode, which parsing lets pass
        {
            throw new InvalidDataException($"{path}: the safetensors header is not valid JSON: {exception.Message}", exception);
        }
    }

    private static void ReadMetadata(string path, JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Bad(path, $"{Safetensors.MetadataName} is not an object");
        }

        foreach (JsonProperty entry in element.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
            {
                throw Bad(path, $"{Safetensors.MetadataName}.{entry.Name} is not a text");
            }

            metadata.Add(entry.Name, entry.Value.GetString() ?? string.Empty);
        }
    }

    private static SafetensorInfo ReadTensor(string path, JsonProperty member, long dataStart, long fileLength)
    {
        string name = member.Name;
        if (member.Value.ValueKind != JsonValueKind.Object || member.Value.GetPropertyCount() != 3
            || !member.Value.TryGetProperty("dtype", out JsonElement dtypeElement)
            || !member.Value.TryGetProperty("shape", out JsonElement shapeElement)
            || !member.Value.TryGetProperty("data_offsets", out JsonElement offsetsElement))
        {
            throw Bad(path, $"tensor '{name}' is not an object of dtype, shape and data_offsets");
        }

        if (dtypeElement.ValueKind != JsonValueKind.String
            || !Enum.GetNames<SafetensorDtype>().Contains(dtypeElement.GetString(), StringComparer.Ordinal))
        {
            throw Bad(path, $"tensor '{name}' has an unknown dtype {dtypeElement.GetRawText()}");
        }

        SafetensorDtype dtype = Enum.Parse<SafetensorDtype>(dtypeElement.GetString() ?? string.Empty);
        long[] shape = ReadIntegers(path, name, "shape", shapeElement);
        long[] offsets = ReadIntegers(path, name, "data_offsets", offsetsElement);
        if (!SafetensorInfo.TryByteLength(dtype, shape, out long length))
        {
            throw Bad(path, $"tensor '{name}' has an impossible shape {shapeElement.GetRawText()}");
        }

        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > fileLength - dataStart)
        {
            throw Bad(path, $"tensor '{name}': data_offsets {offsetsElement.GetRawText()} do not lie in the {fileLength - dataStart} bytes of data");
        }

        if (offsets[1] - offsets[0] != length)
        {
            throw Bad(path, $"tensor '{name}': {offsets[1] - offsets[0]} bytes of data for {dtype}{shapeElement.GetRawText()}, which needs {length}");
        }

        return new SafetensorInfo(name, dtype, shape, dataStart + offsets[0], length);
    }

    private static long[] ReadIntegers(string path, string name, string member, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Bad(path, $"tensor '{name}': {member} is not a list");
        }

        List<long> numbers = [];
        foreach (JsonElement item in element.EnumerateArray()) // an index is searched for from the beginning where a list holds lists
        {
            numbers.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number)
                ? number
                : throw Bad(path, $"tensor '{name}': {member}[{numbers.Count}] is not an integer"));
        }

        return [.. numbers];
    }

    private static void RequireCoverage(string path, List<SafetensorInfo> tensors, long dataStart, long fileLength)
    {
        long at = dataStart;
        foreach (SafetensorInfo tensor in tensors)
        {
            if (tensor.Offset != at)
            {
                throw Bad(path, $"tensor '{tensor.Name}' begins at offset {tensor.Offset}, the one before it ends at {at}: data {(tensor.Offset < at ? "overlap" : "have a gap")}");
            }

            at += tensor.Length;
        }

        if (at != fileLength)
        {
            throw Bad(path, $"{fileLength - at} bytes after offset {at} belong to no tensor");
        }
    }

    private static InvalidDataException Bad(string path, string problem) => new($"{path}: safetensors header: {problem}");
}
