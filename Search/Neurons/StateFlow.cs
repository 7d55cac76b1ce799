using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Carries the membranes of a network through one forward pass: each neuron layer, in the fixed order of the forward pass,
/// takes its membrane from the state before and puts the one after. A pass from rest has no state before.
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
    public StateFlow(int steps, SpikingState? before = null, IOperationObserver? observer = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        Steps = steps;
        Observer = observer;
        this.before = before;
        observer?.OnPass(steps);
    }

    /// <summary>Who is told of the pass; null for nobody.</summary>
    public IOperationObserver? Observer { get; }

    /// <summary>Time steps <c>T</c> of the pass; tensors inside a network are <c>[T B, C, ...]</c>, time leading.</summary>
    public int Steps { get; }

    /// <summary>A fresh copy of the next layer's membrane, zeros at rest; <paramref name="shape"/> is <c>[B, ...]</c>.</summary>
    public Tensor Take(long[] shape, Device device)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (before is null)
        {
            return zeros(shape, device: device);
        }

        if (taken >= before.Membranes.Count || !before.Membranes[taken].shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"the carried state was made by another network or for another input size (layer {taken})");
        }

        return before.Membranes[taken++].clone();
    }

    /// <summary>Hands over the membrane that the layer leaves behind.</summary>
    public void Put(Tensor membrane)
    {
        ArgumentNullException.ThrowIfNull(membrane);
        after.Add(membrane);
    }

    /// <summary>The state after the pass, owned by the caller and by no dispose scope.</summary>
    public SpikingState Finish() => new(after);
}
