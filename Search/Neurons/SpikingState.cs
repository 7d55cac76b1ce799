using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>The states <c>[B, ...]</c> of all neuron layers of a network between two time steps, in forward order: a membrane each, and an adaptive layer's adaptation.</summary>
public sealed class SpikingState : IDisposable
{
    private readonly Tensor[] states;

    internal SpikingState(IEnumerable<Tensor> states) =>
        this.states = [.. states.Select(state => state.detach().DetachFromDisposeScope())];

    /// <summary>Number of values: one a neuron, two an adaptive one, all samples of the batch together.</summary>
    public long Values => states.Sum(state => state.numel());

    internal IReadOnlyList<Tensor> States => states;

    /// <summary>
    /// Brings one sample to rest, all zeros, in a state of <paramref name="samples"/> of them. A layer that both cameras go through holds
    /// <c>2 samples</c> rows, those of the right camera after those of the left; rows are k times the samples in any case.
    /// </summary>
    /// <exception cref="ArgumentException">The state is not of so many samples.</exception>
    public void Rest(int sample, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)samples, nameof(sample));
        using IDisposable noGrad = no_grad();
        foreach (Tensor state in states)
        {
            long rows = state.shape[0];
            if (rows % samples != 0)
            {
                throw new ArgumentException($"a layer of {rows} rows is not one of {samples} samples", nameof(samples));
            }

            for (long row = sample; row < rows; row += samples)
            {
                using Tensor own = state.narrow(0, row, 1);
                own.zero_();
            }
        }
    }

    /// <summary>Frees the states.</summary>
    public void Dispose()
    {
        foreach (Tensor state in states)
        {
            state.Dispose();
        }
    }
}
