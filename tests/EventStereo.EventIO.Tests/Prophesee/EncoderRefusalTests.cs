using System.Buffers;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Prophesee;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class EncoderRefusalTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("evt2", -1, 5, "event 1 lies at -1 us; times from 0 on")]
    [InlineData("evt3", -1, 5, "event 1 lies at -1 us; times from 0 on")]
    [InlineData("dat", -1, 5, "event 1 lies at -1 us; times from 0 on")]
    [InlineData("evt2", 1, 2048, "event 1 is at column 2048, row 9; the format's fields hold 0 to 2047")]
    [InlineData("evt3", 1, 2048, "event 1 is at column 2048, row 9; the format's fields hold 0 to 2047")]
    [InlineData("dat", 1, 16_384, "event 1 is at column 16384, row 9; the format's fields hold 0 to 16383")]
    [InlineData("evt2", 1L << 42, 5, "times to 4,398,046,511,103 us can be written")]
    [InlineData("evt3", 1L << 42, 5, "times to 4,398,046,511,103 us can be written")]
    [InlineData("dat", 1L << 30, 5, "the gap can be at most 1,073,741,823 us")]
    public void Says_which_event_the_format_cannot_hold_and_leaves_nothing(string format, long tUs, int x, string what)
    {
        EventBatch first = new(), second = new();
        first.Add(0, 1, 1, 1);
        second.Add(tUs, (ushort)x, 9, 1);
        string path = folder.File("file");
        using (IRecordingWriter writer = RecordingFormats.Named(format).Create(path, new RecordingDescription(new SensorSize(100, 100), [CameraSide.Left])))
        {
            writer.Append(CameraSide.Left, first);
            string message = Assert.Throws<InvalidDataException>(() => writer.Append(CameraSide.Left, second)).Message;
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains(what, message, StringComparison.Ordinal);
        }

        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_DAT_file_cannot_begin_after_its_first_wrap()
    {
        EventBatch late = new();
        late.Add(1L << 32, 1, 1, 1);
        Assert.Contains("the first time can be at most 4,294,967,295 us", Assert.Throws<InvalidDataException>(() => new DatEncoder().Encode(late, 0, 1, new ArrayBufferWriter<byte>())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_that_go_back_are_the_callers_mistake()
    {
        EventBatch events = new();
        events.Add(5, 1, 1, 1);
        events.Add(4, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => new Evt2Encoder().Encode(events, 0, 2, new ArrayBufferWriter<byte>()));
    }

    /// <summary>Cameras and readers know vectors of 12, 12 and 8 pixels at multiples of 32 only.</summary>
    [Fact]
    public void Vectors_are_whole_and_lie_on_the_sensor()
    {
        EventBatch events = new();
        for (ushort x = 300; x < 346; x++)
        {
            events.Add(5, x, 9, 1);
        }

        ArrayBufferWriter<byte> bytes = new();
        new Evt3Encoder(new SensorSize(346, 260)).Encode(events, 0, events.Count, bytes);
        ushort[] words = [.. Enumerable.Range(0, bytes.WrittenCount / 2).Select(i => BitConverter.ToUInt16(bytes.WrittenSpan[(2 * i)..]))];

        // 300 to 319 in one vector from 288 on (bits 12 to 31); 320 to 345 each for itself, since 320 + 32 is beyond 346.
        ushort[] expected = [0x8000, 0x6005, 0x0009, 0x3800 | 288, 0x4000, 0x4FFF, 0x50FF, .. Enumerable.Range(320, 26).Select(x => (ushort)(0x2800 | x))];
        Assert.Equal(expected, words);
    }
}
