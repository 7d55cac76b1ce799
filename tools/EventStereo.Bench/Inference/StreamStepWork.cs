using System.Globalization;
using EventStereo.Bench.Convert;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Inference;

/// <summary>One window again and again, each contender with membranes of its own.</summary>
internal sealed class StreamStepWork : BenchmarkWork
{
    private readonly StereoModel model;
    private readonly SensorSize sensor;
    private readonly StereoWindow window;
    private readonly WindowInference inference;
    private readonly List<StepTimes> times = [];
    private SpikingState? state;

    public StreamStepWork(string run, SensorSize sensor, BenchmarkSettings settings)
    {
        set_num_threads(settings.Threads);
        this.sensor = sensor;
        model = StereoModel.Load(run, CPU);
        TimeWindow span = new(0, model.Config.Training.WindowUs);
        window = new StereoWindow(span, Events(span, settings.Seed), Events(span, settings.Seed + 1));
        inference = new WindowInference(model, sensor, CPU);
    }

    public override long Items => 1;

    public override int Repeats => 3;

    public override string Remark
    {
        get
        {
            LatencySummary all = LatencySummary.Of(times.Select(step => step.TotalMs)), network = LatencySummary.Of(times.Select(step => step.NetworkMs)), readout = LatencySummary.Of(times.Select(step => step.ReadoutMs));
            return string.Create(CultureInfo.InvariantCulture, $"p50 {all.P50Ms:0.0} ms (network {network.P50Ms:0.0}, read-out {readout.P50Ms:0.00}), p95 {all.P95Ms:0.0} ms over {times.Count} windows");
        }
    }

    public override void Ours() => times.Add(inference.Run(window).Times);

    public override void Reference()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        _ = Read(Logits());
    }

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor logits = Logits();
        ReadoutAgreement.Require(inference.Run(window).DisparityPx, Read(logits), logits, model.Config.Network.BinStepPx);
    }

    protected override void Dispose(bool disposing)
    {
        state?.Dispose();
        inference.Dispose();
        model.Dispose();
        base.Dispose(disposing);
    }

    private EventBatch Events(TimeWindow span, int seed)
    {
        EventBatch events = new();
        new MovingEdges(sensor, seed).Next(events, (int)span.LengthUs);
        return events;
    }

    /// <summary>The next step from this contender's membranes.</summary>
    private Tensor Logits()
    {
        StateFlow flow = new(steps: 1, state);
        Tensor logits = model.Network.call(Frame(window.Left), Frame(window.Right), flow);
        SpikingState after = flow.Finish();
        state?.Dispose();
        state = after;
        return logits;
    }

    private float[] Read(Tensor logits) => DisparityReadout.SubpixelMap(logits, model.Config.Network.BinStepPx).data<float>().ToArray();

    private Tensor Frame(EventBatch events)
    {
        int channels = model.Config.Network.InputChannels;
        sbyte[] stack = new sbyte[channels * sensor.Pixels];
        StackingBasedOnTime.Encode(events, window.Span, sensor, channels, stack);
        return tensor(Array.ConvertAll(stack, value => (float)value), [1L, channels, sensor.Height, sensor.Width]);
    }
}
