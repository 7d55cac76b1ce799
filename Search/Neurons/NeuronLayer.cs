using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// A layer of neurons of one kind: input currents <c>[T B, C, ...]</c> (time leading, folded into the batch as the convolutions want it) to outputs of the
/// same shape: spikes, exactly 0 or 1, or, of integrators and artificial neurons, values. The number of steps and the states come and go with the
/// <see cref="StateFlow"/>; what a layer itself holds is learned: a parametric neuron's decays, as the parameter <c>decayLogit</c>, <c>[1]</c> or <c>[C]</c>, whose
/// sigmoid they are. No gradient flows to the states of the pass before (truncated back-propagation through time).
/// Every kind with a state has a fused form (<see cref="StateFlow.Kernels"/>).
/// </summary>
public sealed class NeuronLayer : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly Parameter? decayLogit;
    private readonly float[] decays;

    /// <summary>Makes <paramref name="channels"/> channels of <paramref name="neuron"/>.</summary>
    /// <exception cref="ArgumentException">The neuron has decays by channel, for another number of channels, or is parametric with a decay of 0 or 1, which no sigmoid is.</exception>
    public NeuronLayer(NeuronGenotype neuron, long channels)
        : base(nameof(NeuronLayer))
    {
        Neuron = neuron ?? throw new ArgumentNullException(nameof(neuron));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Channels = channels;
        decays = [.. neuron.DecaysOf(channels)];
        if (neuron.Kind == NeuronKind.ParametricLif)
        {
            if (!decays.All(decay => decay is > 0f and < 1f))
            {
                throw new ArgumentException("a parametric neuron's decay starts between 0 and 1", nameof(neuron));
            }

            decayLogit = nn.Parameter(tensor(Array.ConvertAll(decays, decay => (float)Math.Log(decay / (1.0 - decay)))));
        }

        RegisterComponents();
    }

    /// <summary>What the neurons are; but for the <see cref="Surrogate"/>, as the layer was made.</summary>
    public NeuronGenotype Neuron { get; private set; }

    /// <summary>The surrogate gradient, which may change from one pass to the next: backward passes take the one that their forward pass began with.</summary>
    public SurrogateShape Surrogate
    {
        get => SurrogateShape.Of(Neuron);
        set => Neuron = value.On(Neuron);
    }

    /// <summary>Who stands between the layer and what follows it; null, for nobody, but while surrogates are evaluated. The layer then runs on currents alone, with no batch norm in its pass.</summary>
    internal INeuronTap? Tap { get; set; }

    /// <summary>Channels <c>C</c> of the layer.</summary>
    public long Channels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor currents, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(state);
        return Tap is { } tap ? tap.Pass(this, currents, given => Fire(given, state)) : Fire(currents, state);
    }

    /// <summary>Whether <see cref="Normalizing"/> is there for currents like <paramref name="currents"/>: spiking neurons in a fused kernel of a pass with gradients.</summary>
    internal bool TakesBatches(Tensor currents, StateFlow state) =>
        Neuron.Kind is NeuronKind.LeakyIntegrateAndFire or NeuronKind.ParametricLif or NeuronKind.AdaptiveLif
        && state.Fuses(currents.device) && currents.dtype == ScalarType.Float32 && is_grad_enabled() && Tap is null;

    /// <summary>
    /// The spikes on the sum of <paramref name="currents"/>, <c>[T B, C, ...]</c> each, normalised by <paramref name="norms"/> in training: see <see cref="NormalizedNeurons"/>.
    /// Within float tolerance the same as one after the other.
    /// </summary>
    internal Tensor Normalizing(IReadOnlyList<Tensor> currents, IReadOnlyList<BatchNorm> norms, StateFlow state) => Run(currents[0], state, (leaks, before, shape) =>
    {
        (NeuronSequence sequence, Tensor[] after) = Sequence(before, shape, state.Steps);
        return (NormalizedNeurons.Run(currents, norms, leaks, sequence), after);
    });

    /// <summary>The layer's own pass.</summary>
    private Tensor Fire(Tensor currents, StateFlow state)
    {
        if (Neuron.Kind == NeuronKind.RectifiedLinear)
        {
            return nn.functional.relu(currents);
        }

        return Run(currents, state, (leaks, before, shape) =>
            state.Fuses(currents.device) ? Fused(currents, leaks, before, shape, state.Steps) : Plain(currents, leaks, before, shape, state.Steps));
    }

    /// <summary>One pass: <paramref name="neurons"/> takes decays, carried states and a state's shape.</summary>
    private Tensor Run(Tensor currents, StateFlow state, Func<Tensor, Tensor[], long[], (Tensor Output, Tensor[] After)> neurons)
    {
        long[] shape = StateShape(currents, state);
        Tensor[] before = [.. Enumerable.Range(0, Neuron.States).Select(_ => state.Take(shape)).OfType<Tensor>()];
        Tensor leaks = decayLogit is null ? tensor(decays).to(currents.device) : decayLogit.sigmoid(); // [1] or [C]
        (Tensor output, Tensor[] after) = neurons(leaks, before, shape);
        foreach (Tensor left in after)
        {
            state.Put(left);
        }

        for (int i = 0; i < Neuron.States; i++)
        {
            state.Observer?.OnNeurons(output, Neuron.Spikes && i == 0); // a second state is as many updates once more, and no more spikes
        }

        return output;
    }

    /// <summary>
    /// Whether the layer can take the batch norm before it into its own pass: LIF neurons in a fused kernel of a pass without gradients that nobody watches, who might want
    /// to see the batch norm.
    /// </summary>
    internal bool TakesNorm(Tensor currents, StateFlow state) =>
        Neuron.Kind == NeuronKind.LeakyIntegrateAndFire && state.Fuses(currents.device) && state.Observer is null && Tap is null && !is_grad_enabled();

    /// <summary>The spikes of currents <c>scale x + shift</c> of each channel, which are never written down.</summary>
    internal Tensor Normalized(Tensor inputs, Tensor scale, Tensor shift, StateFlow state)
    {
        long[] shape = StateShape(inputs, state);
        Tensor? before = state.Take(shape);
        Tensor contiguous = inputs.contiguous(), after = empty(shape), spikes = empty_like(contiguous);
        int neurons = checked((int)after.numel());
        LifKernel.Forward(
            new SequenceLayout(state.Steps, neurons, neurons / (int)(shape[0] * Channels)), TensorMemory.Floats(contiguous), before is null ? [] : TensorMemory.Floats(before),
            TensorMemory.Floats(after), TensorMemory.Floats(spikes), decays, Neuron, TensorMemory.Floats(scale), TensorMemory.Floats(shift));
        state.Put(after);
        return spikes;
    }

    private (Tensor Output, Tensor[] After) Fused(Tensor currents, Tensor leaks, Tensor[] before, long[] shape, int steps)
    {
        (NeuronSequence sequence, Tensor[] after) = Sequence(before, shape, steps);
        return (FusedNeurons.Run(currents, leaks, sequence), after);
    }

    /// <summary>A fused pass from <paramref name="before"/>, and what will take the states that it leaves.</summary>
    private (NeuronSequence Sequence, Tensor[] After) Sequence(Tensor[] before, long[] shape, int steps)
    {
        Tensor[] after = [.. Enumerable.Range(0, Neuron.States).Select(_ => empty(shape))];
        int neurons = checked((int)after[0].numel());
        int plane = decays.Length == 1 ? neurons : neurons / (int)(shape[0] * Channels);
        return (new NeuronSequence(Neuron, new SequenceLayout(steps, neurons, plane), before, after), after);
    }

    private (Tensor Output, Tensor[] After) Plain(Tensor currents, Tensor leaks, Tensor[] before, long[] shape, int steps)
    {
        Tensor[] states = before.Length > 0 ? before : [.. Enumerable.Range(0, Neuron.States).Select(_ => zeros(shape, device: currents.device))];
        (Tensor output, Tensor[] after) = TorchNeurons.Run(currents.view([steps, .. shape]), leaks, states, Neuron);
        return (output.view(currents.shape), after);
    }

    private long[] StateShape(Tensor currents, StateFlow state)
    {
        long[] shape = currents.shape; // [T B, C, ...]
        if (shape[0] % state.Steps != 0)
        {
            throw new ArgumentException($"{shape[0]} rows are not {state.Steps} time steps of one batch", nameof(currents));
        }

        return shape.Length > 1 && shape[1] == Channels
            ? [shape[0] / state.Steps, .. shape[1..]]
            : throw new ArgumentException($"a layer of {Channels} channels takes [T B, {Channels}, ...], not [{string.Join(", ", shape)}]", nameof(currents));
    }
}
