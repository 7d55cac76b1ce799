namespace EventStereo.Search.Comparison;

/// <summary>One process's claim on a run folder, the lock of a file <c>FOLDER.lock</c> beside it, which ends when it is disposed or the process ends in any way. The file stays: removed, it could be locked by two.</summary>
public sealed class FolderClaim : IDisposable
{
    private readonly FileStream held;

    private FolderClaim(FileStream held) => this.held = held;

    /// <summary>Claims <paramref name="folder"/>; null while another process has it.</summary>
    /// <exception cref="UnauthorizedAccessException">There is no right to write there.</exception>
    public static FolderClaim? Try(string folder)
    {
        string path = folder + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file is in a folder
        try
        {
            return new FolderClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
