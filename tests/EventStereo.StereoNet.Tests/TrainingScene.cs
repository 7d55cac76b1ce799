using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>Recordings in memory and a network that are small enough to train on in a test: random events of which the right camera sees each 4 px further left.</summary>
internal static class TrainingScene
{
    public const float DisparityPx = 4;

    public static readonly SensorSize Sensor = new(48, 32);

    public static readonly StereoNetworkConfig Network = new()
    {
        FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 4, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2,
    };

    /// <summary>Fresh weights by a seed.</summary>
    public static StereoNetwork NewNetwork(int seed = 1)
    {
        random.manual_seed(seed);
        return new StereoNetwork(Network, StereoGenotypes.Resolve(Network.Genotype));
    }

    /// <summary>A set of recordings of so many windows each.</summary>
    public static StereoClipSet Set(params int[] windows)
    {
        using StereoDataset dataset = new("scene", [.. windows.Select((count, i) => Sequence($"recording{i}", count, i))]);
        return new StereoClipSet(dataset, new DatasetOptions());
    }

    public static StereoTrainingData Data(params int[] windows) => new([Set(windows)]);

    private static StereoSequence Sequence(string name, int windows, int seed)
    {
        Random random = new(seed);
        EventBatch left = new(), right = new();
        long[] times = [.. Enumerable.Range(0, windows * 300).Select(_ => random.NextInt64(windows * 50_000L)).Order()];
        foreach (long t in times)
        {
            ushort x = (ushort)random.Next((int)DisparityPx, Sensor.Width), y = (ushort)random.Next(Sensor.Height);
            sbyte polarity = random.Next(2) == 0 ? (sbyte)-1 : (sbyte)1;
            left.Add(t, x, y, polarity);
            right.Add(t, (ushort)(x - (int)DisparityPx), y, polarity);
        }

        return new StereoSequence(name, [.. Enumerable.Range(0, windows)], () => (new InMemoryStereoRecording(name, Sensor, left, right, new StereoGeometry(100, 0.2)), new Truth(windows)));
    }

    private sealed class Truth(int windows) : IDisparityTruth
    {
        public string Path => "memory";

        public SensorSize Sensor => TrainingScene.Sensor;

        public IReadOnlyList<long> TimesUs { get; } = [.. Enumerable.Range(1, windows).Select(i => i * 50_000L)];

        public float[] ReadDisparityPx(int index) => [.. Enumerable.Repeat(DisparityPx, Sensor.Pixels)];
    }
}
