using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Inference;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class LiveInferenceTests(ShippedNetwork shipped) : IClassFixture<ShippedNetwork>
{
    [Fact]
    public void Maps_are_those_of_a_prediction_to_the_bit()
    {
        IEventRecording recording = TestData.PendulumRecording();
        List<float[]> expected = [.. RecordingPrediction.Run(shipped.Model, recording, torch.CPU, toUs: 220_000).Select(predicted => (float[])predicted.DisparityPx.Clone())];

        List<float[]> maps = [.. Stream(recording, new StreamOptions { ToUs = 220_000 }).Select(window => (float[])window.Prediction.DisparityPx.Clone())];

        Assert.Equal(5, maps.Count);
        Assert.Equal(expected, maps);
    }

    [Fact]
    public void Warm_up_windows_are_run_and_not_counted()
    {
        StreamStatistics statistics = new();
        foreach (StreamedWindow window in Stream(TestData.PendulumRecording(), new StreamOptions { ToUs = 200_000, WarmUpWindows = 3 }))
        {
            statistics.Add(window);
        }

        Assert.Equal((4, 1), (statistics.Windows, statistics.Measured));
        Assert.True(statistics.Latency.P50Ms > 0);

        // One window has nobody to wait for, and is the sum of its parts.
        Assert.Equal(statistics.Response.MaxMs, statistics.Latency.MaxMs, 1e-9);
        Assert.Equal(statistics.Latency.P50Ms, statistics.Encode.P50Ms + statistics.Network.P50Ms + statistics.Readout.P50Ms, 1e-9);
    }

    [Fact]
    public void Windows_without_events_are_streamed_too()
    {
        EventBatch left = new(), right = new();
        left.Add(0, 5, 5, 1);
        left.Add(160_000, 5, 5, 1);

        StreamedWindow[] windows = [.. Stream(new InMemoryStereoRecording("two events", new SensorSize(40, 30), left, right), new StreamOptions { WarmUpWindows = 0 })];

        Assert.Equal(4, windows.Length);
        Assert.All(windows[^1].Prediction.DisparityPx, disparity => Assert.True(float.IsFinite(disparity)));
    }

    [Fact]
    public void A_recording_without_events_has_no_windows() =>
        Assert.Empty(Stream(new InMemoryStereoRecording("nothing", new SensorSize(40, 30), new EventBatch(), new EventBatch()), new StreamOptions()));

    [Fact]
    public void Cancelled_it_ends_after_the_window_at_hand()
    {
        using CancellationTokenSource source = new();
        int windows = 0;

        foreach (StreamedWindow _ in LiveInference.Run(shipped.Model, TestData.PendulumRecording(), torch.CPU, new StreamOptions { WarmUpWindows = 0 }, cancellation: source.Token))
        {
            windows++;
            source.Cancel();
        }

        Assert.Equal(1, windows);
    }

    [Fact]
    public void In_real_time_it_waits_for_the_end_of_each_window()
    {
        EventBatch left = new();
        left.Add(0, 5, 5, 1);
        left.Add(1_990_000, 5, 5, 1);
        long begun = Environment.TickCount64;

        // Four windows of half a second: the first begins at once, each other at its end on the recording's clock.
        double servedMs = Stream(new InMemoryStereoRecording("two events", new SensorSize(40, 30), left, new EventBatch()), new StreamOptions { WarmUpWindows = 0, RealTime = true, WindowUs = 500_000 })
            .Sum(window => window.Prediction.Times.TotalMs);

        // The clock stands still between windows, so it can only take longer than the recording's 1.5 s; the sleep's grain is a millisecond.
        Assert.True(servedMs > 0);
        Assert.True(Environment.TickCount64 - begun >= 1490, $"{Environment.TickCount64 - begun} ms");
    }

    private IEnumerable<StreamedWindow> Stream(IEventRecording recording, StreamOptions options) =>
        LiveInference.Run(shipped.Model, recording, torch.CPU, options, cancellation: TestContext.Current.CancellationToken);
}
