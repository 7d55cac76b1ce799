using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>
/// Writes the safetensors format: 8 bytes of header length, a JSON header padded with blanks to a multiple of 8, the data.
/// Equal content gives equal bytes: metadata is sorted by key, tensors by element size (so that each is aligned) and name.
/// Source: github.com/huggingface/safetensors, README, "Format".
/// </summary>
public static class Safetensors
{
    /// <summary>The header's member that holds the metadata; no tensor may have this name.</summary>
    internal const string MetadataName = "__metadata__";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <paramref name="path"/>, which appears only when it is complete. Metadata must not hold a time or a path where equal runs are to give equal files.</summary>
    /// <exception cref="ArgumentException">Two tensors of one name, or data that do not fit the shape.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<SafetensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<SafetensorEntry> ordered = InOrder(tensors);
        AtomicFile.Write(path, stream => Write(stream, ordered, metadata));
    }

    /// <summary>Writes to <paramref name="stream"/>.</summary>
    /// <exception cref="ArgumentException">Two tensors of one name, or data that do not fit the shape.</exception>
    public static void Write(Stream stream, IEnumerable<SafetensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, InOrder(tensors), metadata);
    }

    private static void Write(Stream stream, List<SafetensorEntry> ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        ReadOnlySpan<byte> header = Header(ordered, metadata ?? new Dictionary<string, string>());
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (SafetensorEntry tensor in ordered)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static List<SafetensorEntry> InOrder(IEnumerable<SafetensorEntry> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        List<SafetensorEntry> ordered =
            [.. tensors.OrderByDescending(tensor => SafetensorInfo.ElementSize(tensor.Dtype)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        HashSet<string> names = new(StringComparer.Ordinal) { MetadataName };
        foreach (SafetensorEntry tensor in ordered)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"tensor name '{tensor.Name}' is taken", nameof(tensors));
            }

            if (!SafetensorInfo.TryByteLength(tensor.Dtype, tensor.Shape, out long length) || length != tensor.Data.Length)
            {
                throw new ArgumentException(
                    $"tensor '{tensor.Name}': {tensor.Data.Length} bytes are not {tensor.Dtype}[{string.Join(", ", tensor.Shape)}]", nameof(tensors));
            }
        }

        return ordered;
    }

    private static ReadOnlySpan<byte> Header(List<SafetensorEntry> ordered, IReadOnlyDictionary<string, string> metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (SafetensorEntry tensor in ordered)
            {
                WriteTensor(writer, tensor, offset);
                offset += tensor.Data.Length;
            }

            writer.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static void WriteTensor(Utf8JsonWriter writer, SafetensorEntry tensor, long offset)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.Dtype.ToString());
        writer.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        writer.WriteNumberValue(offset + tensor.Data.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
