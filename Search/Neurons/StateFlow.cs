using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Carries the states of a network's neurons through one forward pass: each layer, in the fixed order of the forward pass,
/// takes its membrane (and an adaptive neuron its adaptation) from the state before and puts the one after. A pass from rest has no state before.
/// State is passed in and out and lives nowhere else, so it cannot leak from one sample into the next.
/// </summary>
public sealed class StateFlow
{
    private readonly SpikingState? before;
    private readonly List<Tensor> after = [];
    private int taken;

    /// <summary>
    /// Starts a pass over <paramref name="steps"/> time steps from <paramref name="before"/>, or from rest when null; an observer, if any, is told
    /// of every operation that is no module.
    /// </summary>
    /// <param name="steps">Time steps.</param>
    /// <param name="before">The state that an earlier pass left; it stays its owner's.</param>
    /// <param name="observer">Who is told of the pass.</param>
    /// <param name="kernels">How the neurons run.</param>
    public StateFlow(int steps, SpikingState? before = null, IOperationObserver? observer = null, NeuronKernels kernels = NeuronKernels.Fused)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        Steps = steps;
        Kernels = kernels;
        Observer = observer;
        this.before = before;
        observer?.OnPass(steps);
    }

    /// <summary>Who is told of the pass; null for nobody.</summary>
    public IOperationObserver? Observer { get; }

    /// <summary>Time steps <c>T</c> of the pass; tensors inside a network are <c>[T B, C, ...]</c>, time leading.</summary>
    public int Steps { get; }

    /// <summary>How the neurons of the pass run.</summary>
    public NeuronKernels Kernels { get; }

    /// <summary>Whether neurons on <paramref name="device"/> run in a fused kernel.</summary>
    public bool Fuses(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Kernels == NeuronKernels.Fused && device.type == DeviceType.CPU;
    }

    /// <summary>The next state of the pass before, to be read only; null at rest, where all states are 0. <paramref name="shape"/> is <c>[B, ...]</c>.</summary>
    public Tensor? Take(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (before is null)
        {
            return null;
        }

        if (taken >= before.States.Count || !before.States[taken].shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"the carried state was made by another network or for another input size (state {taken})");
        }

        return before.States[taken++];
    }

    /// <summary>Hands over a state that the layer leaves behind, in the order in which it takes them.</summary>
    public void Put(Tensor state)
    {
        ArgumentNullException.ThrowIfNull(state);
        after.Add(state);
    }

    /// <summary>The state after the pass, owned by the caller and by no dispose scope.</summary>
    public SpikingState Finish() => new(after);
}
