using System.Buffers.Text;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>
/// Writes a recording as text: the header <c>t_us,x,y,p</c>, or <c>camera,t_us,x,y,p</c> with <c>left</c> and <c>right</c> for two cameras, a
/// line an event, line feeds; tabs instead of commas in a file whose name ends in <c>.tsv</c>.
/// </summary>
internal sealed class CsvWriter : IRecordingWriter
{
    private const int BufferBytes = 1 << 20;

    /// <summary>"right", 20 characters of time, 5 and 5 of coordinates, "-1", four separators and a line feed.</summary>
    private const int LongestLine = 5 + 20 + 5 + 5 + 2 + 5;

    private readonly AtomicFile target;
    private readonly FileStream stream;
    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly byte separator;
    private readonly bool stereo;
    private int filled;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="cameras">The cameras.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public CsvWriter(string path, IReadOnlyList<CameraSide> cameras)
    {
        separator = path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : (byte)',';
        stereo = cameras.Count == 2;
        target = new AtomicFile(path);
        try
        {
            stream = target.OpenWrite();
        }
        catch
        {
            target.Dispose();
            throw;
        }

        foreach (string name in (string[])(stereo ? ["camera", "t_us", "x", "y", "p"] : ["t_us", "x", "y", "p"]))
        {
            Put(System.Text.Encoding.ASCII.GetBytes(name), name == "p" ? (byte)'\n' : separator);
        }
    }

    public void Append(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ReadOnlySpan<long> times = events.TUs;
        ReadOnlySpan<ushort> x = events.X, y = events.Y;
        ReadOnlySpan<sbyte> polarity = events.Polarity;
        for (int i = 0; i < times.Length; i++)
        {
            if (buffer.Length - filled < LongestLine)
            {
                Flush();
            }

            if (stereo)
            {
                Put(side == CameraSide.Left ? "left"u8 : "right"u8, separator);
            }

            Put(times[i], separator);
            Put(x[i], separator);
            Put(y[i], separator);
            Put(polarity[i] > 0 ? "1"u8 : "-1"u8, (byte)'\n');
        }
    }

    public void Complete()
    {
        Flush();
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        target.Commit();
    }

    public void Dispose()
    {
        stream.Dispose();
        target.Dispose();
    }

    private void Put(long number, byte end)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(filled), out int written);
        filled += written;
        buffer[filled++] = end;
    }

    private void Put(ReadOnlySpan<byte> text, byte end)
    {
        text.CopyTo(buffer.AsSpan(filled));
        filled += text.Length;
        buffer[filled++] = end;
    }

    private void Flush()
    {
        stream.Write(buffer, 0, filled);
        filled = 0;
    }
}
