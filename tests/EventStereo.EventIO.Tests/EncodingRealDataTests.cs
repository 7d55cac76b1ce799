using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

/// <summary>The laws of encoding on real recordings of every format, whose counts are known.</summary>
public class EncodingRealDataTests
{
    public static TheoryData<string, long> Recordings() => new()
    {
        { "evt2_sample.raw", 539_481 },
        { "evt3_sample.raw", 219_596 },
        { "davis.aedat4", 117_667 },
        { "sample_ncars.dat", 2_009 },
        { "sample_nmnist.bin", 4_325 },
        { "events_chunk.txt", 50_000 },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Windows_encoded_and_counted_are_all_events(string name, long events)
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", name));
        SensorSize sensor = recording.Sensor;
        float[] counts = new float[sensor.Pixels], histogram = new float[2 * sensor.Pixels];
        double byPixel = 0, byPolarity = 0;
        long stacked = 0;
        sbyte[] stack = new sbyte[5 * sensor.Pixels];
        foreach (StereoWindow window in StereoWindows.ByTime(recording, 10_000))
        {
            EventCount.Encode(window.Left, window.Span, sensor, counts);
            PolarityHistogram.Encode(window.Left, window.Span, sensor, 1, histogram);
            stacked += StackingBasedOnTime.Encode(window.Left, window.Span, sensor, 5, stack);
            byPixel += counts.Sum();
            byPolarity += histogram.Sum();
        }

        Assert.Equal((events, (double)events, (double)events), (stacked, byPixel, byPolarity));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void What_filters_keep_and_count_are_all_events(string name, long events)
    {
        FilterCounts counts = new();
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", name));
        HotPixelMask mask = HotPixelMask.Find(recording, TestContext.Current.CancellationToken);
        using IEventRecording filtered = FilteredRecording.Chain(
            recording, [mask, new RefractoryPeriod(500), new BackgroundActivity(3_000), new RandomDrop(0.9, 3), new SpatialDownsampling(2)], counts);
        long kept = TestEvents.ReadAll(filtered, CameraSide.Left).Count;
        Assert.Equal(events, kept + counts.Total);
        Assert.Equal(mask.Left.Sum(pixel => pixel.Count), counts.Removed["hotPixels"]);
        Assert.True(kept > 0);
    }
}
