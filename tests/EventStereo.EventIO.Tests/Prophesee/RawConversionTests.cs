using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Prophesee;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class RawConversionTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Is_the_same_recording_through_every_format_and_back()
    {
        EventBatch events = RawFixtures.InTimeOrder("evt3.raw");
        string path = RawFixtures.File("evt3.raw");
        foreach (string format in (string[])["evt3", "dat", "evt2", "mvsec", "evt3"])
        {
            using IEventRecording recording = RecordingFormats.Open(path);
            path = folder.File($"{recording.Format}-to.{format}");

            // The fixture has vendor pads and steps back; what was written from it has not.
            bool written = recording.Path != RawFixtures.File("evt3.raw");
            RecordingConversionOptions options = new() { Strict = written, Camera = CameraSide.Left };
            ConversionReport report = RecordingConversion.Run(
                recording, path, RecordingFormats.Named(format), options, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(events.Count, report.EventsWritten);
            using IEventRecording copy = RecordingFormats.Open(path, new OpenOptions { Sensor = recording.Sensor });
            TestEvents.AssertEqual(events, TestEvents.ReadAll(copy, CameraSide.Left));
            Assert.Equal(recording.Sensor, copy.Sensor);
        }
    }

    [Fact]
    public void Refuses_the_fixture_when_strict()
    {
        using IEventRecording recording = RecordingFormats.Open(RawFixtures.File("evt3.raw"));
        string message = Assert.Throws<InvalidDataException>(() => RecordingConversion.Run(
            recording, folder.File("copy.raw"), RecordingFormats.Named("evt3"), new RecordingConversionOptions { Strict = true },
            cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.Contains("24 skippedBytes", message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    /// <summary>Words of 32 events each: no block holds more than is agreed, though 1 MB of such words has four million events.</summary>
    [Fact]
    public void Holds_no_more_events_than_a_block_has()
    {
        ulong[] words = [.. Enumerable.Range(0, 100_000).Select(i => i == 0 ? 8UL << 60 : ((ulong)(i % 2) << 60) | ((ulong)(i % 720) << 32) | uint.MaxValue)];
        string path = folder.File("dense.raw");
        File.WriteAllBytes(path, [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>(words)]);
        using KernelDecoder<EventKernels.Evt21, Evt2State> decoder = new(path, 0, default);
        EventBatch block = new();
        long events = 0;
        while (decoder.Decode(block))
        {
            Assert.InRange(block.Count, 1, EventDecoder.MaxBlockEvents);
            events += block.Count;
            block.Clear();
        }

        Assert.Equal(32L * 99_999, events);
    }
}
