using System.Buffers.Binary;
using System.Collections.ObjectModel;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.Search.Architecture;

/// <summary>
/// An open safetensors file. The header is checked in full when the file is opened and trusted with nothing: its length
/// against the file and a limit, every tensor's bytes against its shape, all of them together against the data, which they
/// must cover without a gap or an overlap. Data are read when asked for, by any number of threads.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>Longest header that is read, in bytes; the reference implementation's limit.</summary>
    public const long MaxHeaderBytes = 100_000_000;

    private const int PrefixBytes = 8;

    private readonly SafeFileHandle handle;
    private readonly Dictionary<string, SafetensorInfo> byName;

    private SafetensorsFile(string path, SafeFileHandle handle, SafetensorsHeader header)
    {
        Path = path;
        this.handle = handle;
        Metadata = header.Metadata;
        Tensors = header.Tensors;
        byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the writer said about the content.</summary>
    public ReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Every tensor, in the order of the data.</summary>
    public IReadOnlyList<SafetensorInfo> Tensors { get; }

    /// <summary>Opens and checks <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is not a sound safetensors file; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle? unowned = File.OpenHandle(path);
        try
        {
            SafetensorsFile file = new(path, unowned, ReadHeader(path, unowned));
            unowned = null;
            return file;
        }
        finally
        {
            unowned?.Dispose();
        }
    }

    /// <summary>The tensor called <paramref name="name"/>; false if there is none.</summary>
    public bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SafetensorInfo? tensor) => byName.TryGetValue(name, out tensor);

    /// <summary>Reads the bytes of <paramref name="tensor"/> into <paramref name="destination"/>, which has just its length.</summary>
    /// <exception cref="InvalidDataException">The file became shorter.</exception>
    public void Read(SafetensorInfo tensor, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (destination.Length != tensor.Length)
        {
            throw new ArgumentException($"'{tensor.Name}' has {tensor.Length} bytes, not {destination.Length}", nameof(destination));
        }

        Fill(Path, handle, destination, tensor.Offset);
    }

    /// <summary>Reads the bytes of <paramref name="tensor"/>.</summary>
    /// <exception cref="InvalidDataException">The file became shorter, or the tensor is larger than an array.</exception>
    public byte[] Read(SafetensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Length > Array.MaxLength)
        {
            throw new InvalidDataException($"{Path}: tensor '{tensor.Name}' of {tensor.Length} bytes does not fit into an array");
        }

        byte[] bytes = new byte[tensor.Length];
        Read(tensor, bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static SafetensorsHeader ReadHeader(string path, SafeFileHandle handle)
    {
        long fileLength = RandomAccess.GetLength(handle);
        if (fileLength < PrefixBytes)
        {
            throw new InvalidDataException($"{path}: {fileLength} bytes are too few for a safetensors file");
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        Fill(path, handle, prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)Math.Min(fileLength - PrefixBytes, MaxHeaderBytes))
        {
            throw new InvalidDataException(
                $"{path}: offset 0: the header's length {headerLength} exceeds the file's {fileLength} bytes or the limit of {MaxHeaderBytes}; not a safetensors file?");
        }

        byte[] json = new byte[headerLength];
        Fill(path, handle, json, PrefixBytes);
        return SafetensorsHeader.Parse(path, json, PrefixBytes + (long)headerLength, fileLength);
    }

    private static void Fill(string path, SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
            {
                throw new InvalidDataException($"{path}: offset {offset}: the file ends {destination.Length} bytes too early");
            }

            destination = destination[read..];
            offset += read;
        }
    }
}
