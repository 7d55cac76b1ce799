using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

/// <summary>Energy of networks whose cells have spiking and artificial nodes side by side.</summary>
public sealed class HybridEnergyTests
{
    private const long Inputs = 3, Multiplier = 2, Side = 9, Steps = 2, Batch = 2;

    private static double Mj(LayerActivity layer) => EnergyModels.Literature.Spiking(layer).TotalMj;

    private static readonly NeuronGenotype Spiking = NeuronGenotype.Default, Artificial = new() { Kind = NeuronKind.RectifiedLinear };

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // silent artificial neurons multiply their zeros all the same
    public void Operations_behind_an_artificial_node_multiply_and_those_behind_a_spiking_one_add(bool artificialIsActive)
    {
        using DisposeScope scope = NewDisposeScope();
        NeuronLayer spiking = new(Spiking, 2), artificial = new(Artificial, 1);
        SameConvolution convolution = new(2, 3, 4, kernel: 1) { Sources = [new ChannelSource(artificial, 0, 1), new ChannelSource(spiking, 1, 2)] };
        Tensor input = zeros(1, 3, 2, 5);
        if (artificialIsActive)
        {
            input[0, 0, 1, 2] = 0.75f;
        }

        input[0, 1, 0, 0] = input[0, 2, 1, 4] = input[0, 2, 0, 1] = 1f;
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(nn.Sequential(("c", convolution)), recorder);
        using ExpectedEnergy expected = new(nn.Sequential(("c", convolution)), ArithmeticPrices.Cmos45nmFloat32);
        convolution.call(input);
        recorder.CompleteInference();
        probe.RequireComplete();

        Dictionary<string, LayerActivity> layers = recorder.Activities().ToDictionary(layer => layer.Name);
        Assert.Equal((false, 3d * 4, 2d * 10 * 4), (layers["c"].Multiplies, layers["c"].SynapticOperations, layers["c"].DenseMacs)); // 3 spikes to 4 outputs
        Assert.Equal((true, 10d * 4), (layers["c.real"].Multiplies, layers["c.real"].DenseMacs)); // 10 pixels to 4 outputs
        Assert.Equal(40d, layers.Values.Sum(layer => layer.OutputElements));
        double mj = ((12 * 0.9) + (40 * 4.6)) * 1e-9;
        Assert.Equal(mj, EnergyModels.Literature.Spiking(layers.Values).TotalMj, 1e-15);
        Assert.Equal(mj, expected.Take().item<float>(), 1e-12);
    }

    [Fact]
    public void Channels_of_one_kind_are_one_operation()
    {
        using DisposeScope scope = NewDisposeScope();
        NeuronLayer artificial = new(Artificial, 3), spiking = new(Spiking, 3);

        foreach ((NeuronLayer neurons, bool multiplies) in ((NeuronLayer, bool)[])[(artificial, true), (spiking, false)])
        {
            SameConvolution convolution = new(2, 3, 4) { Sources = [new ChannelSource(neurons, 0, 3)] };
            ActivityRecorder recorder = new();
            using OperationProbe probe = new(nn.Sequential(("c", convolution)), recorder);
            convolution.call(ones(1, 3, 5, 5));
            recorder.CompleteInference();
            Assert.Equal(multiplies, Assert.Single(recorder.Activities()).Multiplies);
        }
    }

    [Theory]
    [InlineData(SpikeResampling.MaxPool, 2, 1)]
    [InlineData(SpikeResampling.MaxPool, 2, 2)] // groups choose decays
    [InlineData(SpikeResampling.Nearest, 3, 1)]
    [InlineData(SpikeResampling.Linear, 2, 1)]
    public void The_energy_of_any_choice_is_that_of_the_network_it_decodes_to(SpikeResampling resampling, int dimensions, int groups)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        manual_seed(3);
        SubnetGenotype genotype = Genotype();
        NeuronGenotype third = groups > 1 ? Spiking with { Decay = 0.5f } : Artificial;
        NeuronArchitecture architecture = new(genotype, _ => [Spiking, Spiking with { Decay = 0.8f }, third], groups);
        Net search = new(architecture.Plan, dimensions, resampling);
        NeuronCost cost = new(search, [(search.Trellis, architecture)], resampling, Mj);
        Tensor input = Spikes(dimensions);
        Random random = new(4);
        for (int trial = 0; trial < 3; trial++)
        {
            int[] choices = [.. Enumerable.Range(0, 6 * groups).Select(_ => random.Next(3))];
            SubnetGenotype chosen = architecture.Decode(choices);
            Net decoded = new(SubnetPlan.Of(chosen), dimensions, resampling);
            foreach ((Parameter to, Parameter from) in decoded.parameters().Zip(search.parameters()))
            {
                to.copy_(from);
            }

            architecture.Decide(chosen);
            cost.Measure(() => Measured(search, architecture, input));

            double mj = EnergyModels.Literature.Spiking(Measured(decoded, null, input).Activities()).TotalMj;
            Assert.Equal(mj, cost.FixedMj + choices.Select((k, row) => cost.NodeMj[row][k]).Sum(), 1e-9 * mj);
            Assert.Equal(mj, cost.MjOf([chosen]), 1e-9 * mj);
            Assert.Equal(mj, cost.OnOwnSpikes([chosen], () => Measured(search, architecture, input)), 1e-9 * mj);
            Assert.Equal(mj, cost.Expected().item<float>(), 1e-5 * mj);
            Assert.InRange(cost.FixedMj, 0.001 * mj, 0.9 * mj); // the first cell's operations on what enters, and the stem's part of the last
            Assert.All(cost.NodeMj, row => Assert.True(groups > 1 || row[2] >= row[0]));
        }
    }

    [Fact]
    public void Expected_energy_is_that_of_the_probabilities_and_pulls_towards_what_is_cheap()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        NeuronArchitecture architecture = new(Genotype(), [Spiking, Artificial]);
        Net search = new(architecture.Plan, 2, SpikeResampling.MaxPool);
        NeuronCost cost = new(search, [(search.Trellis, architecture)], SpikeResampling.MaxPool, Mj);
        using (no_grad())
        {
            cost.Measure(() => Measured(search, architecture, Spikes(2)));
            architecture.Gamma.zero_();
        }

        Tensor expected = cost.Expected();
        expected.backward();

        double sum = cost.FixedMj + cost.NodeMj.Sum(row => row.Average());
        Assert.Equal(sum, expected.item<float>(), 1e-5 * sum);
        float[] gradient = architecture.Gamma.grad!.data<float>().ToArray();
        for (int row = 0; row < cost.NodeMj.Count; row++)
        {
            double half = 0.25 * (cost.NodeMj[row][1] - cost.NodeMj[row][0]); // p (1 - p) times the difference
            Assert.Equal(half, gradient[(2 * row) + 1], 1e-5 * half);
            Assert.Equal(-half, gradient[2 * row], 1e-5 * half);
        }
    }

    [Fact]
    public void A_budget_keeps_the_artificial_neurons_that_are_worth_most()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        NeuronArchitecture architecture = new(Genotype(), [Spiking, Artificial]);
        Net search = new(architecture.Plan, 2, SpikeResampling.MaxPool);
        NeuronCost cost = new(search, [(search.Trellis, architecture)], SpikeResampling.MaxPool, Mj);
        using IDisposable noGrad = no_grad();
        cost.Measure(() => Measured(search, architecture, Spikes(2)));
        architecture.Gamma.zero_();
        architecture.Gamma[0, 1, 1].fill_(3f);
        architecture.Gamma[2, 0, 1].fill_(2f);
        architecture.Gamma[1, 0, 1].fill_(-2f);

        double allSpiking = cost.FixedMj + cost.NodeMj.Sum(row => row[0]);
        IReadOnlyList<SubnetGenotype> free = cost.Decode(double.PositiveInfinity).Subnets;
        (IReadOnlyList<SubnetGenotype> one, _, bool within) = cost.Decode(allSpiking + 1.01 * (cost.NodeMj[1][1] - cost.NodeMj[1][0]));
        (IReadOnlyList<SubnetGenotype> none, _, bool over) = cost.Decode(0.99 * allSpiking);

        Assert.Equal(Artificial, free[0].Neurons[0][1]);
        Assert.Equal(Artificial, free[0].Neurons[2][0]);
        Assert.Equal(Spiking, free[0].Neurons[1][0]);
        Assert.True(within);
        Assert.Equal(Artificial, one[0].Neurons[0][1]);
        Assert.False(over);
        Assert.All(none[0].Neurons, row => Assert.All(row, neuron => Assert.Equal(Spiking, neuron)));
    }

    private static ActivityRecorder Measured(Net net, SubnetArchitecture? architecture, Tensor input)
    {
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(net, recorder);
        net.Run(input, architecture, probe);
        recorder.CompleteInference((int)Batch);
        return recorder;
    }

    /// <summary>Nodes that read each other by convolution, pool and skip, on levels that change.</summary>
    private static SubnetGenotype Genotype() => new(
        [1, 2, 1],
        new CellGenotype(
        [
            new NodeGenotype([new EdgeGenotype(0, CellOperation.MaxPool3), new EdgeGenotype(1, CellOperation.SpikingConv5)]),
            new NodeGenotype([new EdgeGenotype(1, CellOperation.SpikingConvB3), new EdgeGenotype(2, CellOperation.SpikingConvB3)]),
        ]));

    private static Tensor Spikes(int dimensions) => rand([Steps * Batch, Inputs, .. Enumerable.Repeat(Side, dimensions)]).lt((Scalar)0.3f).to(ScalarType.Float32);

    /// <summary>Cells, and a convolution that reads the last one's map beside what entered.</summary>
    private sealed class Net : nn.Module
    {
        private readonly ModuleList<Cell> cells = [];
        private readonly SameConvolution last;

        public Net(SubnetPlan plan, int dimensions, SpikeResampling resampling)
            : base(nameof(Net))
        {
            Trellis = new Trellis(plan, dimensions, Inputs, Multiplier, resampling, cells);
            int level = Trellis.FinalLevels[^1];
            last = new SameConvolution(dimensions, Trellis.OutputChannels(level) + Inputs, 2) { Sources = Trellis.OutputSources(level) };
            RegisterComponents();
        }

        public Trellis Trellis { get; }

        public void Run(Tensor input, SubnetArchitecture? architecture, IOperationObserver observer)
        {
            Tensor map = Assert.Single(Trellis.Run(input, input.shape[2..], architecture, new StateFlow((int)Steps, observer: observer)))!.Value.Map;
            last.call(cat([map, Resolution.Resample(input, map.shape[2..], SpikeResampling.MaxPool)], 1));
        }
    }
}
