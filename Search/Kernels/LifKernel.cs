using EventStereo.Search.Architecture;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Kernels;

/// <summary>
/// The LIF sequence over a whole <c>[T, N]</c> tensor in one pass each way, on plain memory: neurons are independent, so
/// the pass runs down the time steps for eight neurons at a time with their membranes in a register, on all cores for
/// large layers. <see cref="LifReference"/> is the same in scalar form.
/// </summary>
public static class LifKernel
{
    /// <summary>Neurons a worker takes at once; below two of these threads cost more than they bring.</summary>
    private const int Block = 16384;

    private unsafe delegate void BackwardPass(float* spikeGradient, float* charged, float* currentGradient, int steps, int neurons, int from, int to, NeuronGenotype neuron);

    /// <summary>
    /// Writes spikes and the membrane before the spike, <c>u</c>, for <c>T</c> steps of <c>N</c> neurons and leaves the carried membrane in <paramref name="membrane"/> (in: <c>m[-1]</c>, out: <c>m[T-1]</c>). Lengths:
    /// currents, spikes and charged <c>T N</c>; membrane <c>N</c>. <paramref name="charged"/> may be empty if no backward pass follows.
    /// </summary>
    public static unsafe void Forward(ReadOnlySpan<float> currents, Span<float> membrane, Span<float> spikes, Span<float> charged, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        int neurons = membrane.Length;
        Require(neurons > 0 && currents.Length % neurons == 0 && spikes.Length == currents.Length && (charged.IsEmpty || charged.Length == currents.Length));
        int steps = currents.Length / neurons;
        fixed (float* pCurrents = currents, pMembrane = membrane, pSpikes = spikes, pCharged = charged)
        {
            nint i = (nint)pCurrents, m = (nint)pMembrane, s = (nint)pSpikes, u = (nint)pCharged;
            ForBlocks(neurons, (from, to) => ForwardBlock((float*)i, (float*)m, (float*)s, (float*)u, steps, neurons, from, to, neuron));
        }
    }

    /// <summary>
    /// Writes the gradient at the currents from the gradient at the spikes and the saved <paramref name="charged"/>, all of
    /// length <c>T N</c>. The gradient at the initial membrane is that at the first step's current.
    /// </summary>
    public static unsafe void Backward(ReadOnlySpan<float> spikeGradient, ReadOnlySpan<float> charged, int steps, Span<float> currentGradient, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        Require(steps > 0 && charged.Length % steps == 0 && spikeGradient.Length == charged.Length && currentGradient.Length == charged.Length);
        int neurons = charged.Length / steps;
        fixed (float* pSpikes = spikeGradient, pCharged = charged, pCurrents = currentGradient)
        {
            nint ds = (nint)pSpikes, u = (nint)pCharged, di = (nint)pCurrents;
            BackwardPass pass = PassOf(neuron.Surrogate);
            ForBlocks(neurons, (from, to) => pass((float*)ds, (float*)u, (float*)di, steps, neurons, from, to, neuron));
        }
    }

    private static unsafe void ForwardBlock(float* currents, float* membrane, float* spikes, float* charged, int steps, int neurons, int from, int to, NeuronGenotype neuron)
    {
        Vector256<float> threshold = Vector256.Create(neuron.Threshold), decay = Vector256.Create(neuron.Decay);
        bool soft = neuron.Reset == ResetKind.Soft;
        int n = from;
        for (; n <= to - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            Vector256<float> m = Vector256.Load(membrane + n);
            for (int t = 0; t < steps; t++)
            {
                long at = (long)t * neurons + n;
                Vector256<float> u = m + Vector256.Load(currents + at);
                Vector256<float> fired = Vector256.GreaterThan(u, threshold);
                (fired & Vector256<float>.One).Store(spikes + at);
                if (charged != null)
                {
                    u.Store(charged + at);
                }

                m = soft ? decay * (u - (fired & threshold)) : Vector256.AndNot(decay * u, fired);
            }

            m.Store(membrane + n);
        }

        for (; n < to; n++)
        {
            for (int t = 0; t < steps; t++)
            {
                long at = (long)t * neurons + n;
                spikes[at] = LifReference.Step(currents[at], ref membrane[n], neuron, out float u);
                if (charged != null)
                {
                    charged[at] = u;
                }
            }
        }
    }

    /// <summary>The backward pass compiled for a surrogate, so that its formula is part of the loop.</summary>
    private static unsafe BackwardPass PassOf(SurrogateKind kind) => kind switch
    {
        SurrogateKind.Dspike => BackwardBlock<Dspike>,
        SurrogateKind.Arctangent => BackwardBlock<Arctangent>,
        SurrogateKind.Sigmoid => BackwardBlock<Sigmoid>,
        SurrogateKind.Triangle => BackwardBlock<Triangle>,
        SurrogateKind.Rectangle => BackwardBlock<Rectangle>,
        SurrogateKind.PiecewiseQuadratic => BackwardBlock<PiecewiseQuadratic>,
        SurrogateKind.FastSigmoid => BackwardBlock<FastSigmoid>,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static unsafe void BackwardBlock<TSurrogate>(float* spikeGradient, float* charged, float* currentGradient, int steps, int neurons, int from, int to, NeuronGenotype neuron)
        where TSurrogate : ISurrogate
    {
        Vector256<float> threshold = Vector256.Create(neuron.Threshold), decay = Vector256.Create(neuron.Decay);
        float peak = TSurrogate.Peak(neuron.SurrogateTemperature);
        bool soft = neuron.Reset == ResetKind.Soft;
        int n = from;
        for (; n <= to - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            Vector256<float> dm = Vector256<float>.Zero;
            for (int t = steps - 1; t >= 0; t--)
            {
                long at = (long)t * neurons + n;
                Vector256<float> u = Vector256.Load(charged + at);
                Vector256<float> surrogate = TSurrogate.Gradient(u - threshold, neuron.SurrogateTemperature, peak);
                Vector256<float> silent = Vector256.AndNot(Vector256<float>.One, Vector256.GreaterThan(u, threshold));
                Vector256<float> kept = soft ? Vector256<float>.One - threshold * surrogate : silent - u * surrogate;
                dm = Vector256.Load(spikeGradient + at) * surrogate + dm * decay * kept;
                dm.Store(currentGradient + at);
            }
        }

        for (; n < to; n++)
        {
            float dm = 0f;
            for (int t = steps - 1; t >= 0; t--)
            {
                long at = (long)t * neurons + n;
                currentGradient[at] = LifReference.StepBackward(charged[at], spikeGradient[at], ref dm, neuron);
            }
        }
    }

    /// <summary>Runs whole vectors' worth of neurons a block, so that only the last block has a scalar tail and bits do not depend on threads.</summary>
    private static void ForBlocks(int neurons, Action<int, int> body)
    {
        if (neurons < 2 * Block)
        {
            body(0, neurons);
            return;
        }

        int blocks = (neurons + Block - 1) / Block;
        Parallel.For(0, blocks, b => body(b * Block, Math.Min(neurons, (b + 1) * Block)));
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ArgumentException($"LIF sequence: lengths do not fit: {what}");
        }
    }
}
