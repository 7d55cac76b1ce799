using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.Cli.Shell;

/// <summary>
/// Standard output as a stream that reports what the runtime's console stream keeps to itself, a reader that went away, and
/// whose errors say that it is standard output. Text is UTF-8 without a byte order mark.
/// </summary>
internal sealed class StandardOutput : Stream
{
    private const int FileDescriptor = 1;
    private readonly Stream stream = Console.OpenStandardOutput();

    private StandardOutput()
    {
        if (!OperatingSystem.IsWindows())
        {
            // A file stream would write to a redirected file at positions of its own, over what others append; pipes have none.
            FileStream direct = new(new SafeFileHandle(FileDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            stream = direct.CanSeek ? stream : direct;
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens standard output; the caller flushes before it relies on what was written.</summary>
    public static StreamWriter Open() =>
        new(new StandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14) { NewLine = "\n" };

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            stream.Write(buffer, offset, count);
        }
        catch (IOException exception)
        {
            throw new IOException($"standard output: {exception.Message}", exception);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
