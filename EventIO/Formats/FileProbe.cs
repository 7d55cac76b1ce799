namespace EventStereo.EventIO.Formats;

/// <summary>What a format looks at to recognise a file: its path, its length and its first bytes.</summary>
public sealed class FileProbe
{
    private const int HeadBytes = 65_536;
    private readonly byte[] head;

    private FileProbe(string path, long lengthBytes, byte[] head)
    {
        Path = path;
        LengthBytes = lengthBytes;
        this.head = head;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its length.</summary>
    public long LengthBytes { get; }

    /// <summary>Its first 64 KiB, or all of a shorter one.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Looks at a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileProbe Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        byte[] head = new byte[Math.Min(HeadBytes, stream.Length)];
        stream.ReadExactly(head);
        return new FileProbe(path, stream.Length, head);
    }
}
