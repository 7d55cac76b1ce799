using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public class StereoWindowsTests
{
    private static readonly SensorSize Sensor = new(16, 12);

    [Fact]
    public void By_time_begins_at_the_earlier_camera_and_keeps_empty_and_partial_windows()
    {
        using InMemoryStereoRecording recording = Recording([(1_030, 1), (1_199, 2), (1_450, 3)], [(1_000, 1), (1_100, 2)]);
        (TimeWindow Span, int Left, int Right)[] windows =
            [.. StereoWindows.ByTime(recording, 100).Select(window => (window.Span, window.Left.Count, window.Right.Count))];
        Assert.Equal(
            [(Span(1_000, 1_100), 1, 1), (Span(1_100, 1_200), 1, 1), (Span(1_200, 1_300), 0, 0), (Span(1_300, 1_400), 0, 0), (Span(1_400, 1_500), 1, 0)],
            windows);
    }

    [Fact]
    public void By_time_keeps_to_the_interval_asked_for()
    {
        using InMemoryStereoRecording recording = Recording([(10, 1), (20, 2), (30, 3), (40, 4)], [(15, 1)]);
        (TimeWindow Span, int Left)[] windows = [.. StereoWindows.ByTime(recording, 15, 18, 40).Select(window => (window.Span, window.Left.Count))];
        Assert.Equal([(Span(18, 33), 2), (Span(33, 40), 0)], windows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(777)]
    [InlineData(50_000)]
    [InlineData(10_000_000)]
    public void Windows_by_time_joined_are_the_whole(long windowUs)
    {
        EventBatch left = TestEvents.Random(Sensor, 3_000, 1, 500, 20), right = TestEvents.Random(Sensor, 2_000, 2, 0, 30);
        using InMemoryStereoRecording recording = new("made", Sensor, left, right);
        AssertJoined(StereoWindows.ByTime(recording, windowUs), recording);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(2_999)]
    [InlineData(3_000)]
    [InlineData(50_000)]
    public void Windows_by_count_joined_are_the_whole(int leftEvents)
    {
        EventBatch left = TestEvents.Random(Sensor, 3_000, 1, 500, 20), right = TestEvents.Random(Sensor, 2_000, 2, 0, 40);
        using InMemoryStereoRecording recording = new("made", Sensor, left, right);
        AssertJoined(StereoWindows.ByCount(recording, leftEvents), recording);
    }

    [Fact]
    public void By_count_takes_events_of_the_last_microsecond_along()
    {
        using InMemoryStereoRecording recording = Recording([(10, 1), (20, 2), (20, 3), (20, 4), (30, 5)], [(5, 1), (20, 2), (21, 3), (90, 4)]);
        (TimeWindow Span, int Left, int Right)[] windows =
            [.. StereoWindows.ByCount(recording, 2).Select(window => (window.Span, window.Left.Count, window.Right.Count))];
        Assert.Equal([(Span(5, 21), 4, 2), (Span(21, 91), 1, 2)], windows);
    }

    [Fact]
    public void Ending_at_gives_one_window_a_time_and_lets_them_overlap()
    {
        EventBatch left = TestEvents.Random(Sensor, 3_000, 3, 0, 20), right = TestEvents.Random(Sensor, 3_000, 4, 0, 20);
        using InMemoryStereoRecording recording = new("made", Sensor, left, right);
        long[] ends = [-5, 1_000, 1_500, 1_500, 30_000, 9_000_000];
        int i = 0;
        foreach (StereoWindow window in StereoWindows.EndingAt(recording, ends, 5_000))
        {
            Assert.Equal(new TimeWindow(ends[i] - 5_000, ends[i]), window.Span);
            TestEvents.AssertEqual(TestEvents.Slice(left, ends[i] - 5_000, ends[i]), window.Left);
            TestEvents.AssertEqual(TestEvents.Slice(right, ends[i] - 5_000, ends[i]), window.Right);
            i++;
        }

        Assert.Equal(ends.Length, i);
    }

    [Fact]
    public void Ending_at_may_be_enumerated_twice()
    {
        using InMemoryStereoRecording recording = Recording([(10, 1)], [(12, 1)]);
        IEnumerable<StereoWindow> windows = StereoWindows.EndingAt(recording, [10, 20], 10);
        Assert.Equal(2, windows.Count());
        Assert.Equal(2, windows.Count());
    }

    [Fact]
    public void A_cursor_holds_no_more_than_a_window_and_a_block()
    {
        EventBatch left = TestEvents.Random(Sensor, 200_000, 5, 0, 2);
        using InMemoryStereoRecording recording = new("made", Sensor, left, new EventBatch());
        using EventCursor cursor = new(recording.OpenEvents(CameraSide.Left));
        int widest = 0;
        for (long fromUs = 0; fromUs < recording.ToUs; fromUs += 1_000)
        {
            EventBatch window = cursor.Slice(new TimeWindow(fromUs, fromUs + 1_000));
            widest = Math.Max(widest, window.Count);
        }

        Assert.InRange(cursor.MostHeld, 1, widest + 16_384);
    }

    [Fact]
    public void Losses_of_both_cameras_are_told_at_the_end()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Sample, new SensorSize(128, 128));
        EventLosses losses = new();
        int windows = StereoWindows.ByTime(recording, 50_000, losses: losses).Count();
        Assert.Equal(60, windows);
        Assert.Equal(16, losses.OutOfSensor);
    }

    [Fact]
    public void An_empty_recording_has_no_windows()
    {
        using InMemoryStereoRecording recording = Recording([], []);
        Assert.Empty(StereoWindows.ByTime(recording, 100));
        Assert.Empty(StereoWindows.ByCount(recording, 100));
    }

    private static TimeWindow Span(long fromUs, long toUs) => new(fromUs, toUs);

    private static InMemoryStereoRecording Recording((long TUs, ushort X)[] left, (long TUs, ushort X)[] right)
    {
        EventBatch[] batches = [new(), new()];
        foreach ((EventBatch batch, (long TUs, ushort X)[] events) in batches.Zip([left, right]))
        {
            foreach ((long tUs, ushort x) in events)
            {
                batch.Add(tUs, x, 0, 1);
            }
        }

        return new InMemoryStereoRecording("made", Sensor, batches[0], batches[1]);
    }

    private static void AssertJoined(IEnumerable<StereoWindow> windows, InMemoryStereoRecording recording)
    {
        EventBatch left = new(), right = new();
        long atUs = recording.FromUs;
        foreach (StereoWindow window in windows)
        {
            Assert.Equal(atUs, window.Span.FromUs);
            left.Append(window.Left, 0, window.Left.Count);
            right.Append(window.Right, 0, window.Right.Count);
            atUs = window.Span.ToUs;
        }

        Assert.True(atUs >= recording.ToUs);
        TestEvents.AssertEqual(recording.Events(CameraSide.Left), left);
        TestEvents.AssertEqual(recording.Events(CameraSide.Right), right);
    }
}
