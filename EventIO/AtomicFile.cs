namespace EventStereo;

/// <summary>
/// A file that appears under its name only when it is complete: it is written beside its destination under a temporary
/// name and renamed on <see cref="Commit"/>; disposing without a commit removes it. The source is linked into each
/// assembly that writes files, so that none needs another for it.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string destination;
    private bool committed;

    /// <summary>Prepares to write <paramref name="path"/>, making its folder if need be.</summary>
    public AtomicFile(string path)
    {
        destination = System.IO.Path.GetFullPath(path);
        string folder = System.IO.Path.GetDirectoryName(destination) ?? throw new ArgumentException($"'{path}' names a folder", nameof(path));
        Directory.CreateDirectory(folder);
        TemporaryPath = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(destination)}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp");
    }

    /// <summary>Where to write until <see cref="Commit"/>.</summary>
    public string TemporaryPath { get; }

    /// <summary>Writes <paramref name="path"/> by <paramref name="write"/> and commits it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using AtomicFile file = new(path);
        using (FileStream stream = new(file.TemporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        file.Commit();
    }

    /// <summary>Gives the finished file its name, in place of any file that had it. A device such as /dev/full is written through.</summary>
    public void Commit()
    {
        if (File.Exists(destination) && (File.GetAttributes(destination) & FileAttributes.Device) != 0)
        {
            using FileStream device = new(destination, FileMode.Open, FileAccess.Write);
            using FileStream written = File.OpenRead(TemporaryPath);
            written.CopyTo(device);
            device.Flush();
            return;
        }

        File.Move(TemporaryPath, destination, overwrite: true);
        committed = true;
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (!committed)
        {
            File.Delete(TemporaryPath);
        }
    }
}
