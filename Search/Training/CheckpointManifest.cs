using System.Security.Cryptography;
using System.Text.Json;

namespace EventStereo.Search.Training;

/// <summary>
/// The list of a checkpoint's files with length and SHA-256, <c>manifest.json</c>, written last: what a torn write, a full disk or a stray hand did to
/// one of them is found before any of it is loaded.
/// </summary>
internal static class CheckpointManifest
{
    private const string Name = "manifest.json";
    private const int LargestBytes = 1 << 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>Lists the files of <paramref name="folder"/> and writes them and the list through to the disk.</summary>
    public static void Seal(string folder)
    {
        List<Entry> entries = [];
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            DurableFolder.FlushFile(path);
            entries.Add(Describe(path));
        }

        AtomicFile.Write(Path.Combine(folder, Name), stream => JsonSerializer.Serialize(stream, entries, Options));
        DurableFolder.FlushNames(folder);
    }

    /// <summary>Compares the files of <paramref name="folder"/> with the list.</summary>
    /// <exception cref="InvalidDataException">One is missing, cut or changed, or there is no list; the message names it.</exception>
    public static void Check(string folder)
    {
        foreach (Entry expected in Read(Path.Combine(folder, Name)))
        {
            string path = Path.Combine(folder, Path.GetFileName(expected.Name)); // never outside the folder
            if (!File.Exists(path))
            {
                throw Damaged(path, "it is missing");
            }

            Entry found = Describe(path);
            if (found != expected)
            {
                throw Damaged(path, found.Bytes != expected.Bytes ? $"{found.Bytes} bytes in place of {expected.Bytes}" : "its content has changed");
            }
        }
    }

    private static Entry[] Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return stream.Length <= LargestBytes && JsonSerializer.Deserialize<Entry[]>(stream, Options) is { } entries && entries.All(entry => entry is { Name: not null, Sha256: not null })
                ? entries
                : throw Damaged(path, "it is no list of files");
        }
        catch (FileNotFoundException)
        {
            throw Damaged(path, "it is missing");
        }
        catch (JsonException exception)
        {
            throw Damaged(path, $"it is not valid JSON: {exception.Message}");
        }
    }

    private static Entry Describe(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new Entry(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static InvalidDataException Damaged(string path, string how) =>
        new($"{path}: damaged checkpoint: {how}; restore it from a copy, or begin the run anew in another folder");

    private sealed record Entry(string Name, long Bytes, string Sha256);
}
