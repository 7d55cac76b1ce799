using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace EventStereo;

/// <summary>
/// A file that appears under its name only when it is complete: it is written beside its destination under a temporary
/// name and renamed on <see cref="Commit"/>; disposing without a commit removes it. A device or pipe, such as /dev/full, is
/// written through and never replaced. The source is linked into each assembly that writes files, so that none needs
/// another for it.
/// </summary>
internal sealed partial class AtomicFile : IDisposable
{
    private readonly string destination;
    private readonly bool writeThrough;
    private bool committed;

    /// <summary>Prepares to write <paramref name="path"/>, making its folder if need be.</summary>
    public AtomicFile(string path)
    {
        destination = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(destination) ?? throw new ArgumentException($"'{path}' names a folder", nameof(path));
        writeThrough = IsSpecial(destination);
        Directory.CreateDirectory(folder);
        TemporaryPath = Path.Combine(
            writeThrough ? Path.GetTempPath() : folder,
            $".{Path.GetFileName(destination)}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp");
    }

    /// <summary>Where to write until <see cref="Commit"/>.</summary>
    public string TemporaryPath { get; }

    /// <summary>Writes <paramref name="path"/> by <paramref name="write"/> and commits it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using AtomicFile file = new(path);
        using (FileStream stream = file.OpenWrite())
        {
            using BufferedStream buffered = new(stream, 1 << 16);
            write(buffered);
            buffered.Flush();
            stream.Flush(flushToDisk: true);
        }

        file.Commit();
    }

    /// <summary>Writes <paramref name="text"/>, as UTF-8, as all that is in <paramref name="path"/>, and commits it.</summary>
    public static void WriteText(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Creates the temporary file, without a buffer. Whatever keeps a write from succeeding is an <see cref="IOException"/>.</summary>
    public FileStream OpenWrite() => new OutputStream(TemporaryPath);

    /// <summary>An error message with the temporary names in it replaced by those that the files were to get.</summary>
    public static string WithFinalNames(string message) => TemporaryName().Replace(message, "$1");

    /// <summary>Gives the finished file its name, in place of any file that had it.</summary>
    public void Commit()
    {
        if (writeThrough)
        {
            using FileStream device = new(destination, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            using FileStream written = File.OpenRead(TemporaryPath);
            written.CopyTo(device);
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

    [GeneratedRegex(@"\.([^/\\]+)\.[0-9]+\.[0-9a-f]{32}\.tmp(?:\.[0-9]+\.tmp)?")]
    private static partial Regex TemporaryName();

    /// <summary>Whether <paramref name="path"/> exists and is neither a file nor a folder. .NET's file attributes do not tell.</summary>
    private static bool IsSpecial(string path)
    {
        const int CurrentFolder = -100; // AT_FDCWD
        const uint TypeMask = 1; // STATX_TYPE
        const int ModeOffset = 28; // of stx_mode in struct statx, the same on every architecture
        const int FormatMask = 0xF000, Folder = 0x4000, Regular = 0x8000; // S_IFMT, S_IFDIR, S_IFREG
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        byte[] status = new byte[256];
        return StatX(CurrentFolder, path, 0, TypeMask, status) == 0
            && (BitConverter.ToUInt16(status, ModeOffset) & FormatMask) is not (Folder or Regular);
    }

#pragma warning disable SYSLIB1054 // LibraryImport would ask for unsafe code in every assembly that links this source
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
#pragma warning restore SYSLIB1054

    /// <summary>
    /// A new file, to be written and read back. .NET reports a write beyond the limit on file sizes (EFBIG) as an argument that is
    /// out of range; to a writer it is a disk without room, an <see cref="IOException"/>. There is no buffer in it, whose last
    /// bytes a finalizer would try to write.
    /// </summary>
    internal sealed class OutputStream(string path) : FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
    {
        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                base.Write(buffer, offset, count);
            }
            catch (ArgumentOutOfRangeException limit) when (limit.ParamName == "value")
            {
                throw new IOException($"{WithFinalNames(Name)}: the file would be larger than the limit on file sizes or the file system allows", limit);
            }
        }

        /// <summary>Writes a span. Of a class derived from <see cref="FileStream"/>, its own would come here through the array's and back.</summary>
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            byte[] copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
            buffer.CopyTo(copy);
            Write(copy, 0, buffer.Length);
            ArrayPool<byte>.Shared.Return(copy);
        }

        /// <inheritdoc/>
        public override void WriteByte(byte value) => Write([value], 0, 1);
    }
}
