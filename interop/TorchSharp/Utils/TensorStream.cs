using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>
/// Tensors in a binary stream: element type, rank and sizes as base-128 integers (seven bits a byte, least significant first),
/// then the elements as they lie in memory.
/// </summary>
internal static class TensorStream
{
    private const int MaxRank = 64;

    public static void WriteLength(BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    /// <exception cref="InvalidDataException">The number is negative.</exception>
    public static long ReadLength(BinaryReader reader)
    {
        long value = reader.Read7BitEncodedInt64();
        return value >= 0 ? value : throw new InvalidDataException($"A length of {value} in a tensor stream");
    }

    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        Tensor host = tensor.detach().cpu().contiguous();
        WriteLength(writer, (long)host.dtype);
        WriteLength(writer, host.shape.Length);
        foreach (long size in host.shape)
        {
            WriteLength(writer, size);
        }

        writer.Write(host.bytes);
    }

    /// <summary>Reads a tensor into host memory; it belongs to no dispose scope.</summary>
    /// <exception cref="InvalidDataException">The stream holds no tensor here, or a larger one than it has bytes for.</exception>
    public static Tensor Read(BinaryReader reader)
    {
        long type = ReadLength(reader);
        long rank = ReadLength(reader);
        if (!Enum.IsDefined((ScalarType)(sbyte)type) || rank > MaxRank)
        {
            throw new InvalidDataException($"A tensor of element type {type} and rank {rank} in a tensor stream");
        }

        long[] shape = new long[rank];
        long length = ((ScalarType)type).ElementSize();
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadLength(reader);
            length = shape[i] == 0 || length <= int.MaxValue / shape[i] ? length * shape[i] : throw new InvalidDataException("A tensor too large for a tensor stream");
        }

        Stream stream = reader.BaseStream;
        if (stream.CanSeek && length > stream.Length - stream.Position)
        {
            throw new InvalidDataException($"A tensor of shape [{string.Join(", ", shape)}] runs past the end of its stream");
        }

        Tensor tensor = empty(shape, dtype: (ScalarType)type, device: CPU).DetachFromDisposeScope();
        Span<byte> bytes = tensor.bytes;
        for (int done = 0; done < bytes.Length;)
        {
            int read = reader.Read(bytes[done..]);
            if (read == 0)
            {
                tensor.Dispose();
                throw new InvalidDataException("A tensor stream ends within a tensor");
            }

            done += read;
        }

        return tensor;
    }

    /// <summary>Runs <paramref name="read"/>, to which the end of the stream is bad data.</summary>
    /// <exception cref="InvalidDataException">The stream ends too early or is malformed.</exception>
    public static void Reading(Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("A stream of tensors ends too early or is malformed", error);
        }
    }

    /// <summary>Copies <paramref name="source"/> into <paramref name="target"/>, which must have its shape.</summary>
    public static void CopyInto(Tensor target, Tensor source, string name)
    {
        if (!target.shape.SequenceEqual(source.shape))
        {
            throw new ArgumentException($"'{name}' has shape [{string.Join(", ", source.shape)}] in the stream and [{string.Join(", ", target.shape)}] here");
        }

        target.copy_(source);
    }
}
