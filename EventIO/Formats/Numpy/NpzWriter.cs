using System.IO.Compression;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Writes an NPZ archive that <c>numpy.load</c> opens. An array whose first extent is known only at the end is begun by
/// <see cref="AddGrowing{T}"/> and staged in a file beside the archive, so memory stays bounded. The archive gets its
/// name in <see cref="Complete"/>; disposed before that, nothing is left.
/// </summary>
public sealed class NpzWriter : IDisposable
{
    /// <summary>Equal content is an equal file: entries carry the earliest time a ZIP can.</summary>
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly AtomicFile target;
    private readonly FileStream stream;
    private readonly ZipArchive archive;
    private readonly List<NpzGrowingArray> growing = [];
    private readonly CompressionLevel level;

    /// <summary>Begins an archive.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="level">How its arrays are packed; <see cref="CompressionLevel.NoCompression"/> stores them.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    public NpzWriter(string path, CompressionLevel level = CompressionLevel.Optimal)
    {
        this.level = level;
        target = new AtomicFile(path);
        stream = target.OpenWrite();
        archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>Adds an array.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">Elements in C order.</param>
    /// <param name="shape">Extents; none for a scalar.</param>
    public void Add<T>(string name, ReadOnlySpan<T> data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        NpyHeader header = new(NpyType.Of<T>(), shape.ToArray());
        ArgumentOutOfRangeException.ThrowIfNotEqual(header.Elements, data.Length, nameof(shape));
        using Stream entry = Open(name);
        entry.Write(header.ToBytes());
        entry.Write(MemoryMarshal.AsBytes(data));
    }

    /// <summary>Adds a text as a scalar of numpy's unicode type: <c>numpy.load(...)[name].item()</c>.</summary>
    public void AddText(string name, string text)
    {
        byte[] codePoints = System.Text.Encoding.UTF32.GetBytes(text);
        NpyHeader header = new($"<U{Math.Max(1, codePoints.Length / 4)}", []);
        using Stream entry = Open(name);
        entry.Write(header.ToBytes());
        entry.Write(codePoints.Length == 0 ? new byte[4] : codePoints);
    }

    /// <summary>Begins an array that grows by rows; it enters the archive in <see cref="Complete"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rowShape">Extents after the first.</param>
    public NpzGrowingArray AddGrowing<T>(string name, params ReadOnlySpan<long> rowShape)
        where T : unmanaged
    {
        NpzGrowingArray array = new(name, NpyType.Of<T>(), rowShape, $"{target.TemporaryPath}.{growing.Count}.tmp", level != CompressionLevel.NoCompression);
        growing.Add(array);
        return array;
    }

    /// <summary>Adds the growing arrays, finishes the archive and gives it its name.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write; nothing is left behind.</exception>
    public void Complete()
    {
        foreach (NpzGrowingArray array in growing)
        {
            using Stream entry = Open(array.Name);
            array.CopyTo(entry);
            array.Dispose();
        }

        archive.Dispose();
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        target.Commit();
    }

    /// <summary>Closes; without <see cref="Complete"/>, removes what was written.</summary>
    public void Dispose()
    {
        foreach (NpzGrowingArray array in growing)
        {
            array.Dispose();
        }

        // The archive is left undisposed on purpose: disposing would write its directory to a file that is about to go.
        stream.Dispose();
        target.Dispose();
    }

    private Stream Open(string name)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", level);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}
