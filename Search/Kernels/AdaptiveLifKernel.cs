using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Kernels;

/// <summary>
/// The adaptive LIF sequence over a whole <c>[T, N]</c> tensor in one pass each way, as <see cref="LifKernel"/> with a second state, the adaptation that raises
/// the threshold. <see cref="AdaptiveLifReference"/> is the same in scalar form.
/// </summary>
public static unsafe class AdaptiveLifKernel
{
    private delegate void BackwardPass(in Pass pass, int plane, int from, int to, Span<float> scratch);

    /// <summary>Writes the spikes and the states that the last step leaves.</summary>
    /// <param name="layout">The layer.</param>
    /// <param name="currents">Input currents, <c>T N</c>.</param>
    /// <param name="before">The carried membrane, <c>N</c>; empty at rest.</param>
    /// <param name="adaptationBefore">The carried adaptation, <c>N</c>; empty at rest.</param>
    /// <param name="after">Takes the membrane, <c>N</c>.</param>
    /// <param name="adaptationAfter">Takes the adaptation, <c>N</c>.</param>
    /// <param name="spikes">Takes the spikes, exactly 0 or 1, <c>T N</c>.</param>
    /// <param name="decays">The membrane's decay, one for all or one a channel.</param>
    /// <param name="neuron">Threshold, adaptation and reset.</param>
    public static void Forward(
        SequenceLayout layout, ReadOnlySpan<float> currents, ReadOnlySpan<float> before, ReadOnlySpan<float> adaptationBefore,
        Span<float> after, Span<float> adaptationAfter, Span<float> spikes, ReadOnlySpan<float> decays, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        layout.Require();
        Require(currents.Length == layout.Values && spikes.Length == layout.Values && after.Length == layout.Neurons && adaptationAfter.Length == layout.Neurons);
        Require((before.IsEmpty || before.Length == layout.Neurons) && adaptationBefore.Length == before.Length && decays.Length > 0);
        fixed (float* pCurrents = currents, pBefore = before, pRaised = adaptationBefore, pAfter = after, pRaisedAfter = adaptationAfter, pSpikes = spikes, pDecays = decays)
        {
            Pass pass = new()
            {
                Layout = layout, Neuron = neuron, Decays = pDecays, Channels = decays.Length,
                Currents = pCurrents, Membrane = pBefore, Adaptation = pRaised, MembraneAfter = pAfter, AdaptationAfter = pRaisedAfter, Spikes = pSpikes,
            };
            NeuronTiles.Run(layout, 0, (_, plane, from, to, _) => ForwardTile(pass, plane, from, to));
        }
    }

    /// <summary>Writes the gradient at the currents from the gradient at the spikes.</summary>
    /// <param name="layout">The layer.</param>
    /// <param name="spikeGradient">Gradient at the spikes, <c>T N</c>.</param>
    /// <param name="currents">The currents of the forward pass, <c>T N</c>.</param>
    /// <param name="before">The carried membrane of the forward pass, <c>N</c>; empty at rest.</param>
    /// <param name="adaptationBefore">The carried adaptation of the forward pass, <c>N</c>; empty at rest.</param>
    /// <param name="currentGradient">Takes the gradient at the currents, <c>T N</c>.</param>
    /// <param name="decays">The membrane's decay, one for all or one a channel.</param>
    /// <param name="neuron">Threshold, adaptation, reset and surrogate.</param>
    public static void Backward(
        SequenceLayout layout, ReadOnlySpan<float> spikeGradient, ReadOnlySpan<float> currents, ReadOnlySpan<float> before, ReadOnlySpan<float> adaptationBefore,
        Span<float> currentGradient, ReadOnlySpan<float> decays, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        layout.Require();
        Require(spikeGradient.Length == layout.Values && currents.Length == layout.Values && currentGradient.Length == layout.Values);
        Require((before.IsEmpty || before.Length == layout.Neurons) && adaptationBefore.Length == before.Length && decays.Length > 0);
        fixed (float* pSpikes = spikeGradient, pCurrents = currents, pBefore = before, pRaised = adaptationBefore, pGradient = currentGradient, pDecays = decays)
        {
            Pass pass = new()
            {
                Layout = layout, Neuron = neuron, Decays = pDecays, Channels = decays.Length,
                Currents = pCurrents, Membrane = pBefore, Adaptation = pRaised, SpikeGradient = pSpikes, CurrentGradient = pGradient,
            };
            BackwardPass tiles = PassOf(neuron.Surrogate);
            NeuronTiles.Run(layout, (2 * layout.Steps) + 2, (_, plane, from, to, scratch) => tiles(pass, plane, from, to, scratch));
        }
    }

    private static void ForwardTile(in Pass pass, int plane, int from, int to)
    {
        Dynamics dynamics = new(pass.Neuron, pass.Decays[plane % pass.Channels]);
        LifKernel.Start(pass.Membrane, pass.MembraneAfter + from, from, to);
        LifKernel.Start(pass.Adaptation, pass.AdaptationAfter + from, from, to);
        for (int t = 0; t < pass.Layout.Steps; t++)
        {
            float* currents = pass.Currents + (long)t * pass.Layout.Neurons, spikes = pass.Spikes + (long)t * pass.Layout.Neurons;
            for (int n = from; n < to; n += Lanes.Count)
            {
                int lanes = to - n;
                Vector256<float> m = Lanes.Load(pass.MembraneAfter + n, lanes), a = Lanes.Load(pass.AdaptationAfter + n, lanes);
                Vector256<float> fired = dynamics.Step(Lanes.Load(currents + n, lanes), ref m, ref a, out _, out _);
                Lanes.Store(fired & Vector256<float>.One, spikes + n, lanes);
                Lanes.Store(m, pass.MembraneAfter + n, lanes);
                Lanes.Store(a, pass.AdaptationAfter + n, lanes);
            }
        }
    }

    private static BackwardPass PassOf(SurrogateKind kind) => kind switch
    {
        SurrogateKind.Dspike => BackwardTile<Dspike>,
        SurrogateKind.Arctangent => BackwardTile<Arctangent>,
        SurrogateKind.Sigmoid => BackwardTile<Sigmoid>,
        SurrogateKind.Triangle => BackwardTile<Triangle>,
        SurrogateKind.Rectangle => BackwardTile<Rectangle>,
        SurrogateKind.PiecewiseQuadratic => BackwardTile<PiecewiseQuadratic>,
        SurrogateKind.FastSigmoid => BackwardTile<FastSigmoid>,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void BackwardTile<TSurrogate>(in Pass pass, int plane, int from, int to, Span<float> scratch)
        where TSurrogate : ISurrogate
    {
        Dynamics dynamics = new(pass.Neuron, pass.Decays[plane % pass.Channels]);
        float sharpness = pass.Neuron.SurrogateTemperature, peak = TSurrogate.Peak(sharpness);
        int width = to - from;
        fixed (float* membrane = scratch)
        {
            float* adaptation = membrane + width, charged = adaptation + width, raised = charged + (long)pass.Layout.Steps * width;
            Charge(pass, dynamics, membrane, adaptation, charged, raised, from, width);
            new Span<float>(membrane, 2 * width).Clear(); // from here on their gradients
            for (int t = pass.Layout.Steps - 1; t >= 0; t--)
            {
                long row = (long)t * pass.Layout.Neurons + from, at = (long)t * width;
                for (int n = 0; n < width; n += Lanes.Count)
                {
                    int lanes = width - n;
                    Vector256<float> u = Lanes.Load(charged + at + n, lanes), threshold = Lanes.Load(raised + at + n, lanes);
                    Vector256<float> dm = Lanes.Load(membrane + n, lanes), da = Lanes.Load(adaptation + n, lanes);
                    dynamics.StepBack(u, threshold, TSurrogate.Gradient(u - threshold, sharpness, peak), Lanes.Load(pass.SpikeGradient + row + n, lanes), ref dm, ref da);
                    Lanes.Store(dm, membrane + n, lanes);
                    Lanes.Store(da, adaptation + n, lanes);
                    Lanes.Store(dm, pass.CurrentGradient + row + n, lanes);
                }
            }
        }
    }

    /// <summary>Recomputes membranes before the spike and thresholds of a tile, <c>T</c> rows each.</summary>
    private static void Charge(in Pass pass, in Dynamics dynamics, float* membrane, float* adaptation, float* charged, float* raised, int from, int width)
    {
        LifKernel.Start(pass.Membrane, membrane, from, from + width);
        LifKernel.Start(pass.Adaptation, adaptation, from, from + width);
        for (int t = 0; t < pass.Layout.Steps; t++)
        {
            float* currents = pass.Currents + (long)t * pass.Layout.Neurons + from;
            long at = (long)t * width;
            for (int n = 0; n < width; n += Lanes.Count)
            {
                int lanes = width - n;
                Vector256<float> m = Lanes.Load(membrane + n, lanes), a = Lanes.Load(adaptation + n, lanes);
                dynamics.Step(Lanes.Load(currents + n, lanes), ref m, ref a, out Vector256<float> u, out Vector256<float> threshold);
                Lanes.Store(m, membrane + n, lanes);
                Lanes.Store(a, adaptation + n, lanes);
                Lanes.Store(u, charged + at + n, lanes);
                Lanes.Store(threshold, raised + at + n, lanes);
            }
        }
    }

    /// <summary>The equations of <see cref="AdaptiveLifReference"/> for eight neurons.</summary>
    private readonly struct Dynamics(NeuronGenotype neuron, float decay)
    {
        private readonly Vector256<float> threshold = Vector256.Create(neuron.Threshold), step = Vector256.Create(neuron.AdaptationStep);
        private readonly Vector256<float> decay = Vector256.Create(decay), adaptationDecay = Vector256.Create(neuron.AdaptationDecay);
        private readonly bool soft = neuron.Reset == ResetKind.Soft;

        /// <summary>Where neurons fired, as a mask.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(Vector256<float> current, ref Vector256<float> m, ref Vector256<float> a, out Vector256<float> u, out Vector256<float> raised)
        {
            u = m + current;
            raised = threshold + step * a;
            Vector256<float> fired = Vector256.GreaterThan(u, raised);
            m = decay * (soft ? u - (raised & fired) : Vector256.AndNot(u, fired));
            a = adaptationDecay * a + (fired & Vector256<float>.One);
            return fired;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void StepBack(Vector256<float> u, Vector256<float> raised, Vector256<float> surrogate, Vector256<float> ds, ref Vector256<float> dm, ref Vector256<float> da)
        {
            Vector256<float> fired = Vector256.GreaterThan(u, raised), leaked = dm * decay;
            Vector256<float> over = (ds + da - leaked * (soft ? raised : u)) * surrogate;
            Vector256<float> atThreshold = soft ? -over - (leaked & fired) : -over;
            da = adaptationDecay * da + step * atThreshold;
            dm = over + (soft ? leaked : Vector256.AndNot(leaked, fired));
        }
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ArgumentException($"adaptive LIF sequence: lengths do not fit: {what}");
        }
    }

    /// <summary>What one pass over a layer works on; pointers that a pass has no use for, and states at rest, are null.</summary>
    private struct Pass
    {
        public SequenceLayout Layout;
        public NeuronGenotype Neuron;
        public float* Currents, Membrane, Adaptation, MembraneAfter, AdaptationAfter, Spikes, SpikeGradient, CurrentGradient, Decays;
        public int Channels;
    }
}
