using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class OperationProbeTests
{
    [Fact]
    public void Sees_convolutions_transposed_ones_and_linear_layers_as_they_run()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = nn.Sequential(
            ("conv", nn.Conv2d(1, 2, kernel_size: 3, stride: 2, padding: 1)),
            ("up", nn.ConvTranspose2d(2, 1, kernel_size: 2, stride: 2)),
            ("flat", nn.Flatten()),
            ("linear", nn.Linear(16, 3)));
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(net, recorder);
        net.call(ones(1, 1, 4, 4));
        recorder.CompleteInference();
        probe.RequireComplete();

        Dictionary<string, LayerActivity> layers = recorder.Activities().ToDictionary(layer => layer.Name);

        // 4x4 ones to 2x2: each of the two axes has 5 taps on the picture.
        Assert.Equal((25d * 2, 2d * 4 * 9), (layers["conv"].SynapticOperations, layers["conv"].DenseMacs));
        Assert.Equal((OperationKind.TransposedConvolution, 8d * 4), (layers["up"].Kind, layers["up"].DenseMacs));
        Assert.Equal((OperationKind.Linear, 48d, 48d), (layers["linear"].Kind, layers["linear"].DenseMacs, layers["linear"].WeightElements));
    }

    [Fact]
    public void A_layer_without_input_is_named()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = nn.Sequential(("used", nn.Conv2d(1, 1, kernel_size: 1)), ("unused", nn.Conv2d(1, 1, kernel_size: 1)));
        using OperationProbe probe = new(net, new ActivityRecorder());
        ((nn.Module<Tensor, Tensor>)net.named_children().First().module).call(ones(1, 1, 2, 2));

        Assert.Contains("unused", Assert.Throws<InvalidOperationException>(probe.RequireComplete).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_norm_costs_something_only_where_it_is_not_folded()
    {
        using DisposeScope scope = NewDisposeScope();
        ConvNorm layer = new(2, 1, 2);
        ElementwiseOperations Count(bool folds)
        {
            ActivityRecorder recorder = new();
            using OperationProbe probe = new(layer, recorder, folds);
            layer.call(ones(2, 1, 3, 3));
            recorder.CompleteInference(2);
            return recorder.Activities().Aggregate(default(ElementwiseOperations), (sum, activity) => sum.Plus(activity.Elementwise));
        }

        Assert.Equal(default, Count(folds: true));
        Assert.Equal(new ElementwiseOperations(18, 18), Count(folds: false));
    }

    [Fact]
    public void Neurons_and_their_spikes_are_counted_from_what_they_sent()
    {
        using DisposeScope scope = NewDisposeScope();
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(nn.Sequential(), recorder);
        StateFlow flow = new(steps: 2, observer: probe);
        Tensor spikes = new NeuronLayer(new NeuronGenotype(), 3).call(tensor(new[] { 5f, 0f, 0f, 5f, 5f, 0f }, [2L, 3L]), flow); // [T B, 3]
        recorder.CompleteInference();

        LayerActivity neurons = Assert.Single(recorder.Activities());
        Assert.Equal((6d, (double)spikes.sum().item<float>()), (neurons.NeuronUpdates, neurons.Spikes));
        Assert.Equal((3d, 2d), (neurons.Neurons, neurons.Steps));
        Assert.Equal([1d / 3, 2d / 3], recorder.RatesBySteps()[neurons.Name]);
    }

    [Theory]
    [InlineData(NeuronKind.ParametricLif, 6, 3)]
    [InlineData(NeuronKind.AdaptiveLif, 12, 3)] // two states of each neuron are updated, one of them spikes
    [InlineData(NeuronKind.Integrator, 6, 0)]
    [InlineData(NeuronKind.RectifiedLinear, 0, 0)]
    public void Each_kind_counts_the_updates_of_its_states_and_its_spikes(NeuronKind kind, double updates, double spikes)
    {
        using DisposeScope scope = NewDisposeScope();
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(nn.Sequential(), recorder);
        using NeuronLayer layer = new(new NeuronGenotype { Kind = kind }, 3);

        layer.call(tensor(new[] { 5f, 0f, 0f, 5f, 5f, 0f }, [2L, 3L]), new StateFlow(steps: 2, observer: probe)); // [T B, 3]
        recorder.CompleteInference();

        IReadOnlyList<LayerActivity> activities = recorder.Activities();
        Assert.Equal((updates, spikes), (activities.Sum(activity => activity.NeuronUpdates), activities.Sum(activity => activity.Spikes)));
    }

    [Theory]
    [InlineData(SpikeResampling.Nearest, 2, 0, 0, 0)]
    [InlineData(SpikeResampling.MaxPool, 2, 0, 0, 3)]
    [InlineData(SpikeResampling.Linear, 2, 4, 3, 0)]
    [InlineData(SpikeResampling.Linear, 8, 4, 3, 0)]
    public void Resampling_costs_what_its_formula_says_an_element(SpikeResampling mode, long size, double multiplications, double additions, double comparisons)
    {
        using DisposeScope scope = NewDisposeScope();
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(nn.Sequential(), recorder);
        probe.OnPass(1);
        Resolution.Resample(ones(1, 3, 4, 4), [size, size], mode, probe);
        recorder.CompleteInference();

        Assert.Equal(new ElementwiseOperations(multiplications, additions, comparisons).Times(3 * size * size), Assert.Single(recorder.Activities()).Elementwise);
    }
}
