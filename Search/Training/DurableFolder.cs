using System.Runtime.InteropServices;

namespace EventStereo.Search.Training;

/// <summary>
/// Puts files and their names on the disk itself, so that they outlive a loss of power: fsync(2) of each file, then of the folder, whose names are
/// written apart from its files. .NET has no call for a folder.
/// </summary>
internal static class DurableFolder
{
    private const int ReadOnly = 0, Interrupted = 4; // O_RDONLY, EINTR

    /// <summary>Writes a file's content through.</summary>
    public static void FlushFile(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the names in a folder through; nothing to do where folders cannot be opened.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void FlushNames(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"{folder}: cannot be opened to write it through: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            int result;
            do
            {
                result = FSync(descriptor);
            }
            while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);
            if (result != 0)
            {
                throw new IOException($"{folder}: cannot be written through: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = Close(descriptor); // read-only: nothing is lost
        }
    }

#pragma warning disable SYSLIB1054 // as in AtomicFile: three calls of libc without generated unsafe code
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
