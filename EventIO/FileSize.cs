namespace EventStereo;

/// <summary>The size of a file's content. The source is linked into each assembly that looks at sizes, so that none needs another for it.</summary>
internal static class FileSize
{
    /// <summary>Bytes in the file <paramref name="path"/>; of a symbolic link in what it leads to, where <see cref="FileInfo.Length"/> has the length of the link's own text.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or the link leads to none.</exception>
    public static long Of(string path)
    {
        FileInfo file = new(path);
        return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : file.Length;
    }
}
