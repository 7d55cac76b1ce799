using System.IO.Compression;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Reads an NPZ archive, a ZIP of NPY arrays as <c>numpy.savez</c> and <c>savez_compressed</c> write it. The archive is not trusted:
/// names that could lead out of a folder, too many entries, lengths beyond the limit and packings beyond what deflate can do
/// are refused before anything is unpacked, and an array's length is checked against its shape.
/// </summary>
public sealed class NpzReader : IDisposable
{
    private const int MaxEntries = 4096;
    private const long MaxRatio = 1_100;
    private const string Ending = ".npy";
    private readonly ZipArchive archive;

    private NpzReader(string path, ZipArchive archive)
    {
        Path = path;
        this.archive = archive;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of the arrays.</summary>
    public IReadOnlyList<string> Names => [.. archive.Entries.Select(entry => entry.FullName[..^Ending.Length])];

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Most bytes an array may unpack to.</param>
    /// <exception cref="InvalidDataException">Not a ZIP, damaged, or refused; the message says why.</exception>
    public static NpzReader Open(string path, long maxBytes = 1L << 31)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = File.OpenRead(path);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            Check(path, archive, maxBytes);
            return new NpzReader(path, archive);
        }
        catch (InvalidDataException failure) when (!failure.Message.StartsWith(path, StringComparison.Ordinal))
        {
            // The archive's directory is read when it is first asked for.
            archive?.Dispose();
            stream.Dispose();
            throw new InvalidDataException($"{path}: not an NPZ archive: {failure.Message}", failure);
        }
        catch
        {
            archive?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array of element type <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, it has another type, or it is damaged.</exception>
    public NpyArray<T> Read<T>(string name)
        where T : unmanaged => Unpack(name, NpyData.Read<T>);

    /// <summary>Reads a text.</summary>
    public string ReadText(string name) => Unpack(name, NpyData.ReadText);

    /// <summary>What the header of an array says.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    internal NpyRows Rows(string name)
    {
        using NpyRowSource source = OpenRows(name);
        return source.Rows;
    }

    /// <summary>Opens an array to be read in blocks of rows; several of one archive may be read in turn.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, or it is damaged.</exception>
    internal NpyRowSource OpenRows(string name)
    {
        ZipArchiveEntry entry = Entry(name);
        string place = $"{Path}: {entry.FullName}";
        Stream? stream = null;
        try
        {
            stream = entry.Open();
            return new NpyRowSource(stream, entry.Length, place);
        }
        catch (InvalidDataException failure)
        {
            stream?.Dispose();
            throw failure.Message.StartsWith(place, StringComparison.Ordinal) ? failure : new InvalidDataException($"{place}: does not unpack: {failure.Message}", failure);
        }
    }

    /// <summary>Closes the archive.</summary>
    public void Dispose() => archive.Dispose();

    private static void Check(string path, ZipArchive archive, long maxBytes)
    {
        if (archive.Entries.Count > MaxEntries)
        {
            throw new InvalidDataException($"{path}: {archive.Entries.Count} entries, more than {MaxEntries}");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName;
            if (!name.EndsWith(Ending, StringComparison.Ordinal) || name.Contains("..", StringComparison.Ordinal)
                || name.AsSpan().ContainsAny("/\\:") || name.Any(char.IsControl) || !names.Add(name))
            {
                throw new InvalidDataException($"{path}: entry '{TextExcerpt.Of(name)}' is not the name of an array");
            }

            if (entry.Length > maxBytes || entry.Length / MaxRatio > entry.CompressedLength)
            {
                throw new InvalidDataException($"{path}: entry {name} claims {entry.Length:N0} bytes from {entry.CompressedLength:N0}, more than is read here");
            }
        }
    }

    private ZipArchiveEntry Entry(string name) =>
        archive.GetEntry(name + Ending) ?? throw new InvalidDataException($"{Path}: no array {name}; it has {string.Join(", ", Names)}");

    private TResult Unpack<TResult>(string name, Func<Stream, long, string, TResult> read)
    {
        ZipArchiveEntry entry = Entry(name);
        string place = $"{Path}: {entry.FullName}";
        try
        {
            using Stream stream = entry.Open();
            return read(stream, entry.Length, place);
        }
        catch (InvalidDataException failure) when (!failure.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{place}: does not unpack: {failure.Message}", failure);
        }
    }
}
