namespace EventStereo.Search.Classification.Data;

/// <summary>Lists of labels and of files, as data sets have them beside their samples.</summary>
internal static class TextList
{
    /// <summary>Largest list, in bytes: that of a million images takes some 40 MB.</summary>
    private const long MaxBytes = 1 << 28;

    /// <summary>The lines of a list.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is larger than any list.</exception>
    public static IEnumerable<string> Lines(string path)
    {
        long bytes = FileSize.Of(path);
        return bytes <= MaxBytes ? File.ReadLines(path) : throw new InvalidDataException($"{path}: {bytes} bytes are more than a list here may have ({MaxBytes})");
    }
}
