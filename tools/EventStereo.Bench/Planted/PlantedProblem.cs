using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Bench.Planted;

/// <summary>
/// Data whose making is known: random spikes, and what a small network of a planted architecture with random weights makes of them. Its 5x5 convolutions are rings, of which a 3x3 one sees
/// nothing; all its weights are drawn again until each of its outputs varies.
/// </summary>
internal sealed class PlantedProblem : IDisposable
{
    private const int SettlingBatches = 80, MaxDraws = 200;

    /// <summary>Least variance of an output, which its normalisation makes 1 where the node behind it does anything.</summary>
    private const float LeastVariance = 0.5f;

    private readonly PlantedSettings settings;
    private readonly PlantedNetwork teacher;
    private readonly int seed;

    /// <summary>Plants <paramref name="genotype"/> with weights and inputs of <paramref name="seed"/>.</summary>
    /// <exception cref="InvalidOperationException">No draw of the weights gave outputs that all vary.</exception>
    public PlantedProblem(PlantedSettings settings, SubnetGenotype genotype, int seed)
    {
        (this.settings, this.seed) = (settings, seed);
        random.manual_seed(seed);
        for (int draw = 0; draw < MaxDraws; draw++)
        {
            teacher = new PlantedNetwork(SubnetPlan.Of(genotype), null, settings.Inputs, settings.TeacherMultiplier, settings.Outputs);
            if (Settles(teacher))
            {
                return;
            }

            teacher.Dispose();
        }

        throw new InvalidOperationException($"{MaxDraws} draws of weights gave no planted network whose outputs all vary");
    }

    /// <summary>Batch <paramref name="index"/> of <paramref name="part"/>: spikes <c>[T B, C, H, W]</c> and what the planted network makes of them, <c>[T B, outputs, H, W]</c>.</summary>
    public (Tensor Spikes, Tensor Target) Batch(SearchPart part, int index)
    {
        Tensor spikes = Inputs(1 + (int)part, index);
        using IDisposable noGrad = no_grad();
        return (spikes, teacher.call(spikes, new StateFlow(settings.Steps)));
    }

    /// <inheritdoc/>
    public void Dispose() => teacher.Dispose();

    /// <summary>Plants the weights' form and lets batch norms learn their statistics; whether all outputs vary.</summary>
    private bool Settles(PlantedNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        foreach (SameConvolution wide in network.modules().OfType<SameConvolution>().Where(convolution => convolution.weight.shape[^1] == 5))
        {
            wide.weight[.., .., 1..4, 1..4] = 0;
        }

        foreach ((string name, Parameter parameter) in network.named_parameters())
        {
            if (name.StartsWith("cells.", StringComparison.Ordinal) && name.EndsWith("norm.bias", StringComparison.Ordinal))
            {
                _ = parameter.fill_((float)-settings.Sparseness);
            }
        }

        network.train();
        for (int i = 0; i < SettlingBatches; i++)
        {
            _ = network.call(Inputs(0, i), new StateFlow(settings.Steps));
        }

        network.eval();
        Tensor outputs = network.call(Inputs(0, SettlingBatches), new StateFlow(settings.Steps)).transpose(0, 1).flatten(1); // [outputs, N H W]
        return (outputs - outputs.mean([1], keepdim: true)).square().mean([1]).min().item<float>() > LeastVariance;
    }

    private Tensor Inputs(int purpose, int index)
    {
        using Generator generator = new((ulong)SeedMix.Of(seed, purpose, index, 0));
        return rand([settings.Steps * settings.Batch, settings.Inputs, settings.Side, settings.Side], generator: generator).lt((Scalar)settings.InputRate).to(ScalarType.Float32);
    }
}
