using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoEnergyTests
{
    private static readonly SensorSize Sensor = new(36, 24);

    private static readonly StereoNetworkConfig Tiny = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, MaxDisparityPx = 16 };

    [Fact]
    public void Every_layer_is_measured_and_neurons_resampling_and_read_out_beside_them()
    {
        using StereoNetwork network = Build(Tiny);
        IReadOnlyList<LayerActivity> activities = StereoEnergy.Measure(network, Samples(2), CPU).Activities();

        Assert.Equal(network.named_modules().Count(module => module.module is TorchSharp.Modules.Convolution), activities.Count(activity => activity.IsSynaptic));
        OperationKind[] others = [OperationKind.CostVolume, OperationKind.Resampling, OperationKind.Readout, OperationKind.Neurons];
        Assert.Equal(others, activities.Where(activity => !activity.IsSynaptic).Select(activity => activity.Kind).Distinct().Order());
        Assert.True(activities.Sum(activity => activity.Spikes) > 0);
    }

    [Fact]
    public void A_correlated_volume_is_a_layer_of_synapses_and_its_real_values_make_the_next_layer_multiply()
    {
        using StereoNetwork network = Build(Tiny with { Volume = CostVolumeMode.Correlate, CorrelationGroups = 2 });
        Dictionary<string, LayerActivity> layers = StereoEnergy.Measure(network, Samples(2), CPU).Activities().ToDictionary(activity => activity.Name);

        Assert.Equal((OperationKind.CostVolume, InputKind.Binary), (layers["volume"].Kind, layers["volume"].Input));
        Assert.True(layers["matching.stem0.conv"].Multiplies);
    }

    [Fact]
    public void A_run_from_rest_counts_its_steps_and_leaves_out_what_does_not_fill_one()
    {
        using StereoNetwork network = Build(Tiny);
        ActivityRecorder carried = StereoEnergy.Measure(network, Samples(1), CPU);
        ActivityRecorder fromRest = StereoEnergy.Measure(network, Samples(5), CPU, stepsFromRest: 2);

        Assert.Equal((1, 2), (carried.Inferences, fromRest.Inferences));
        Assert.All(fromRest.Activities(), activity => Assert.Equal(2, activity.Steps));
        Assert.All(fromRest.RatesBySteps().Values, rates => Assert.Equal(2, rates.Count));
        Assert.Equal(2 * carried.Activities().Sum(activity => activity.DenseMacs), fromRest.Activities().Sum(activity => activity.DenseMacs));

        // An artificial network takes the input once, however many steps the spiking one takes.
        Assert.Equal(
            EnergyModels.Literature.Artificial(carried.Activities()).GetValueOrDefault().TotalMj,
            EnergyModels.Literature.Artificial(fromRest.Activities()).GetValueOrDefault().TotalMj, 1e-12);
    }

    [Fact]
    public void Measuring_changes_nothing_of_what_the_network_says()
    {
        using StereoNetwork network = Build(Tiny);
        StereoSample sample = Samples(1).Single();
        float[] before, after;
        using (Inference.StereoPredictor predictor = new(network, CPU))
        {
            before = predictor.Predict(sample.Left, sample.Right, Sensor);
        }

        StereoEnergy.Measure(network, [sample], CPU);
        using (Inference.StereoPredictor predictor = new(network, CPU))
        {
            after = predictor.Predict(sample.Left, sample.Right, Sensor);
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public void Too_few_windows_are_refused() =>
        Assert.Throws<InvalidDataException>(() =>
        {
            using StereoNetwork network = Build(Tiny);
            StereoEnergy.Measure(network, Samples(1), CPU, stepsFromRest: 2);
        });

    /// <summary>Batch norms set on the samples, so that fresh weights fire.</summary>
    private static StereoNetwork Build(StereoNetworkConfig config)
    {
        random.manual_seed(5);
        StereoNetwork network = new(config, BuiltInGenotypes.SpikeDhsStereo);
        StereoEnergy.Calibrate(network, Samples(8), CPU);
        return network;
    }

    private static IEnumerable<StereoSample> Samples(int count) => Enumerable.Range(0, count).Select(i => new StereoSample(
        new TimeWindow(50_000 * i, 50_000 * (i + 1)), Sensor, 5, Frame(i), Frame(i + 100), new byte[Sensor.Pixels], 0, 0, null, null));

    private static sbyte[] Frame(int seed)
    {
        Random generator = new(seed);
        return [.. Enumerable.Range(0, 5 * Sensor.Pixels).Select(_ => (sbyte)(generator.NextDouble() < 0.2 ? (generator.Next(2) * 2) - 1 : 0))];
    }
}
