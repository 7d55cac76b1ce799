using System.Buffers;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Writes a file of a header and one camera's encoded events.</summary>
internal sealed class EncodedFileWriter : IRecordingWriter
{
    private const int StepEvents = 65_536;
    private readonly AtomicFile target;
    private readonly FileStream file;
    private readonly EventEncoder encoder;
    private readonly ArrayBufferWriter<byte> words = new();

    public EncodedFileWriter(string path, byte[] header, EventEncoder encoder)
    {
        this.encoder = encoder;
        target = new AtomicFile(path);
        try
        {
            file = target.OpenWrite();
            file.Write(header);
        }
        catch
        {
            file?.Dispose();
            target.Dispose();
            throw;
        }
    }

    public void Append(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNotEqual((int)side, (int)CameraSide.Left, nameof(side));
        for (int from = 0; from < events.Count; from += StepEvents)
        {
            words.ResetWrittenCount();
            encoder.Encode(events, from, Math.Min(StepEvents, events.Count - from), words);
            file.Write(words.WrittenSpan);
        }
    }

    public void Complete()
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        target.Commit();
    }

    public void Dispose()
    {
        file.Dispose();
        target.Dispose();
    }
}
