using System.Runtime.InteropServices;

namespace EventStereo.Search.Training;

/// <summary>
/// Puts files and their names on the disk itself, so that they outlive a loss of power: fsync(2) of each file, then of the folder, whose names are
/// written apart from its files. .NET has no call for a folder.
/// </summary>
internal static partial class DurableFolder
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

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
