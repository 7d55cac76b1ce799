using System.Globalization;
using Google.Protobuf;

namespace EventStereo.Search.Training;

/// <summary>
/// Writes scalars for TensorBoard. A resumed run adds a file that tells TensorBoard to forget what the earlier one holds from
/// its first step on. Messages are <c>tensorflow.Event</c> and <c>tensorflow.Summary</c> (tensorflow/core/util/event.proto,
/// framework/summary.proto), written field by field.
/// </summary>
public sealed class TensorBoardWriter : IDisposable
{
    private const string FilePrefix = "events.out.tfevents.";

    // Field numbers of Event, of Summary, of Summary.Value and of SessionLog.
    private const int EventWallTime = 1, EventStep = 2, EventFileVersion = 3, EventSummary = 5, EventSessionLog = 7;
    private const int SummaryValue = 1, ValueTag = 1, ValueSimple = 2, SessionLogStatus = 1, SessionStart = 1;

    private readonly FileStream stream;
    private readonly TimeProvider clock;

    private TensorBoardWriter(FileStream stream, TimeProvider clock)
    {
        this.stream = stream;
        this.clock = clock;
    }

    /// <summary>Starts the next file of <paramref name="folder"/>, which is made if need be.</summary>
    /// <param name="folder">Where TensorBoard is to look.</param>
    /// <param name="firstStep">The first step to be written; earlier files count up to there only.</param>
    /// <param name="clock">What stamps the events, the system's if null.</param>
    public static TensorBoardWriter Create(string folder, long firstStep = 0, TimeProvider? clock = null)
    {
        Directory.CreateDirectory(folder);
        int number = Directory.EnumerateFiles(folder, FilePrefix + "*").Select(NumberOf).DefaultIfEmpty(-1).Max() + 1; // some may have been cleaned up
        string name = string.Create(CultureInfo.InvariantCulture, $"{FilePrefix}{number:D10}.evs");
        TensorBoardWriter writer = new(new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read), clock ?? TimeProvider.System);
        writer.WriteEvent(0, output =>
        {
            output.WriteTag(EventFileVersion, WireFormat.WireType.LengthDelimited);
            output.WriteString("brain.Event:2");
        });
        if (number > 0)
        {
            writer.WriteEvent(firstStep, output => WriteMessage(output, EventSessionLog, log =>
            {
                log.WriteTag(SessionLogStatus, WireFormat.WireType.Varint);
                log.WriteEnum(SessionStart);
            }));
        }

        return writer;
    }

    /// <summary>The number in a file's name; 0 of a file of others.</summary>
    private static int NumberOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file).AsSpan(FilePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Min(number, int.MaxValue - 1) : 0;

    /// <summary>Writes the scalars of one step and flushes.</summary>
    public void Append(long step, params IReadOnlyList<(string Name, double Value)> scalars)
    {
        ArgumentNullException.ThrowIfNull(scalars);
        WriteEvent(step, output => WriteMessage(output, EventSummary, summary =>
        {
            foreach ((string name, double value) in scalars)
            {
                WriteMessage(summary, SummaryValue, message =>
                {
                    message.WriteTag(ValueTag, WireFormat.WireType.LengthDelimited);
                    message.WriteString(name);
                    message.WriteTag(ValueSimple, WireFormat.WireType.Fixed32);
                    message.WriteFloat((float)value);
                });
            }
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Encode(write)));
    }

    private static byte[] Encode(Action<CodedOutputStream> write)
    {
        using MemoryStream memory = new();
        using (CodedOutputStream output = new(memory, leaveOpen: true))
        {
            write(output);
        }

        return memory.ToArray();
    }

    private void WriteEvent(long step, Action<CodedOutputStream> write)
    {
        double wallTime = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        byte[] message = Encode(output =>
        {
            output.WriteTag(EventWallTime, WireFormat.WireType.Fixed64);
            output.WriteDouble(wallTime);
            output.WriteTag(EventStep, WireFormat.WireType.Varint);
            output.WriteInt64(step);
            write(output);
        });
        TensorBoardRecord.Write(stream, message);
        stream.Flush();
    }
}
