using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.Cli.Shell;

/// <summary>
/// Standard output as a stream that reports what the runtime's console stream keeps to itself: a reader that went away.
/// Text is UTF-8 without a byte order mark.
/// </summary>
internal static class StandardOutput
{
    private const int FileDescriptor = 1;

    /// <summary>Opens standard output; the caller flushes before it relies on what was written.</summary>
    public static StreamWriter Open()
    {
        Stream stream = OperatingSystem.IsWindows()
            ? Console.OpenStandardOutput()
            : new FileStream(new SafeFileHandle(FileDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14) { NewLine = "\n" };
    }
}
