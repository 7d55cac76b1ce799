using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

public sealed class RecentEventsTests
{
    private static readonly SensorSize Row = new(6, 1);

    [Fact]
    public void Every_event_of_the_window_marks_its_pixel()
    {
        RecentEvents events = new(ScoredEvents.OfWindow, Row);
        events.Add(At((0, 0), (5, 1), (10, 2)), new TimeWindow(0, 10));
        events.Add(At((12, 3), (19, 5), (20, 4)), new TimeWindow(10, 20));

        // The last window alone, and its end is not in it.
        Assert.Equal([0, 0, 0, 1, 0, 1], events.Marks());
    }

    [Fact]
    public void The_latest_events_reach_back_over_windows()
    {
        RecentEvents events = new(new ScoredEvents(Windows: 3, Latest: 4), Row);
        events.Add(At((1, 0), (2, 1), (9, 2)), new TimeWindow(0, 10));
        events.Add(At((12, 3)), new TimeWindow(10, 20));
        events.Add(At((21, 4), (22, 4)), new TimeWindow(20, 30));

        // The four latest, two of them at one pixel: times 22, 21, 12, 9.
        Assert.Equal([0, 0, 1, 1, 1, 0], events.Marks());
    }

    [Fact]
    public void Windows_further_back_are_forgotten()
    {
        RecentEvents events = new(new ScoredEvents(Windows: 2, Latest: 100), Row);
        events.Add(At((1, 0)), new TimeWindow(0, 10));
        events.Add(At((12, 3)), new TimeWindow(10, 20));
        events.Add(At((21, 4)), new TimeWindow(20, 30));

        Assert.Equal([0, 0, 0, 1, 1, 0], events.Marks());
    }

    [Fact]
    public void An_event_of_two_overlapping_windows_counts_twice()
    {
        RecentEvents events = new(new ScoredEvents(Windows: 2, Latest: 3), Row);
        events.Add(At((4, 1), (8, 2)), new TimeWindow(0, 10));
        events.Add(At((8, 2), (12, 3)), new TimeWindow(5, 15));

        // 12, 8, 8: as in files of windows that are joined.
        Assert.Equal([0, 0, 1, 1, 0, 0], events.Marks());
    }

    [Fact]
    public void Events_off_the_sensor_do_not_count()
    {
        RecentEvents events = new(new ScoredEvents(Windows: 1, Latest: 1), Row);
        events.Add(At((4, 1), (8, 6)), new TimeWindow(0, 10));

        Assert.Equal([0, 1, 0, 0, 0, 0], events.Marks());
    }

    private static EventBatch At(params (long TUs, ushort X)[] events)
    {
        EventBatch batch = new();
        foreach ((long tUs, ushort x) in events)
        {
            batch.Add(tUs, x, 0, 1);
        }

        return batch;
    }
}
