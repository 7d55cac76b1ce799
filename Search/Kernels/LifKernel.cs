using EventStereo.Search.Architecture;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Kernels;

/// <summary>
/// The LIF sequence over a whole <c>[T, N]</c> tensor in one pass each way, on plain memory. <see cref="LifReference"/> is the same in scalar form.
/// <para>
/// The backward pass gets the currents again and recomputes the membranes, tile by tile in the first-level cache. Nothing but the currents, which their
/// maker has written anyway, and the membrane at the start is kept between the passes: saving the membranes <c>u</c> instead costs a write and as much memory once more, and
/// saving the spikes as bits beside the currents costs a write and spares nothing, since a spike is one comparison of the membrane that has to be recomputed
/// for the surrogate. So the passes move five floats a neuron and step, which is what their time is: current in, spike out; current and gradient in, gradient out.
/// </para>
/// </summary>
public static unsafe class LifKernel
{
    private delegate void BackwardPass(in Pass pass, int tile, int plane, int from, int to, Span<float> scratch);

    /// <summary>
    /// Writes the spikes and the membrane that the last step leaves, <c>m[T-1]</c>.
    /// </summary>
    /// <param name="layout">The layer.</param>
    /// <param name="currents">Input currents, <c>T N</c>.</param>
    /// <param name="before">The carried membrane <c>m[-1]</c>, <c>N</c>; empty at rest. May be the same memory as <paramref name="after"/>.</param>
    /// <param name="after">Takes <c>m[T-1]</c>, <c>N</c>.</param>
    /// <param name="spikes">Takes the spikes, exactly 0 or 1, <c>T N</c>.</param>
    /// <param name="decays">The decay, one for all or one a channel.</param>
    /// <param name="neuron">Threshold and reset.</param>
    /// <param name="scale">What the currents of each channel are multiplied by as they are read, as by a batch norm in inference; empty for nothing.</param>
    /// <param name="shift">What is added to them then; as long as <paramref name="scale"/>.</param>
    public static void Forward(
        SequenceLayout layout, ReadOnlySpan<float> currents, ReadOnlySpan<float> before, Span<float> after, Span<float> spikes, ReadOnlySpan<float> decays, NeuronGenotype neuron,
        ReadOnlySpan<float> scale = default, ReadOnlySpan<float> shift = default)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        layout.Require();
        Require(currents.Length == layout.Values && spikes.Length == layout.Values && after.Length == layout.Neurons);
        Require((before.IsEmpty || before.Length == layout.Neurons) && decays.Length > 0 && scale.Length == shift.Length);
        fixed (float* pCurrents = currents, pBefore = before, pAfter = after, pSpikes = spikes, pDecays = decays, pScale = scale, pShift = shift)
        {
            Pass pass = new()
            {
                Layout = layout, Neuron = neuron, Decays = pDecays, Channels = decays.Length, Streams = Lanes.StreamingPays(layout, pSpikes),
                Currents = pCurrents, Before = pBefore, After = pAfter, Spikes = pSpikes, Scale = pScale, Shift = pShift, Scales = scale.Length,
            };
            NeuronTiles.Run(layout, 0, (_, plane, from, to, _) => ForwardTile(pass, plane, from, to));
        }
    }

    /// <summary>
    /// Writes the gradient at the currents from the gradient at the spikes. The gradient at the initial membrane is that at the first step's current.
    /// </summary>
    /// <param name="layout">The layer.</param>
    /// <param name="spikeGradient">Gradient at the spikes, <c>T N</c>.</param>
    /// <param name="currents">The currents of the forward pass, <c>T N</c>.</param>
    /// <param name="before">The carried membrane of the forward pass, <c>N</c>; empty at rest.</param>
    /// <param name="currentGradient">Takes the gradient at the currents, <c>T N</c>.</param>
    /// <param name="decays">The decay, one for all or one a channel.</param>
    /// <param name="decayGradient">Takes the gradient at each of <paramref name="decays"/>; empty if it is not wanted.</param>
    /// <param name="neuron">Threshold, reset and surrogate.</param>
    public static void Backward(
        SequenceLayout layout, ReadOnlySpan<float> spikeGradient, ReadOnlySpan<float> currents, ReadOnlySpan<float> before, Span<float> currentGradient,
        ReadOnlySpan<float> decays, Span<float> decayGradient, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        layout.Require();
        Require(spikeGradient.Length == layout.Values && currents.Length == layout.Values && currentGradient.Length == layout.Values);
        Require((before.IsEmpty || before.Length == layout.Neurons) && decays.Length > 0 && (decayGradient.IsEmpty || decayGradient.Length == decays.Length));
        double[] ofTiles = decayGradient.IsEmpty ? [] : new double[NeuronTiles.Count(layout)];
        fixed (float* pSpikes = spikeGradient, pCurrents = currents, pBefore = before, pGradient = currentGradient, pDecays = decays)
        fixed (double* pOfTiles = ofTiles)
        {
            Pass pass = new()
            {
                Layout = layout, Neuron = neuron, Decays = pDecays, Channels = decays.Length, Streams = Lanes.StreamingPays(layout, pGradient),
                Currents = pCurrents, Before = pBefore, SpikeGradient = pSpikes, CurrentGradient = pGradient, DecayGradients = pOfTiles,
            };
            BackwardPass tiles = PassOf(neuron.Surrogate);
            NeuronTiles.Run(layout, layout.Steps + 1, (tile, plane, from, to, scratch) => tiles(pass, tile, plane, from, to, scratch));
        }

        NeuronTiles.SumByChannel(layout, ofTiles, decayGradient);
    }

    private static void ForwardTile(in Pass pass, int plane, int from, int to)
    {
        Vector256<float> threshold = Vector256.Create(pass.Neuron.Threshold), decay = Vector256.Create(pass.Decays[plane % pass.Channels]);
        bool soft = pass.Neuron.Reset == ResetKind.Soft;
        float* membrane = pass.After;
        bool scales = pass.Scale != null;
        Vector256<float> scale = scales ? Vector256.Create(pass.Scale[plane % pass.Scales]) : default, shift = scales ? Vector256.Create(pass.Shift[plane % pass.Scales]) : default;
        Start(pass.Before, membrane + from, from, to);
        for (int t = 0; t < pass.Layout.Steps; t++)
        {
            float* currents = pass.Currents + (long)t * pass.Layout.Neurons, spikes = pass.Spikes + (long)t * pass.Layout.Neurons;
            for (int n = from; n < to; n += Lanes.Count)
            {
                int lanes = to - n;
                Vector256<float> current = Lanes.Load(currents + n, lanes);
                Vector256<float> u = Lanes.Load(membrane + n, lanes) + (scales ? current * scale + shift : current);
                Vector256<float> fired = Vector256.GreaterThan(u, threshold), spike = fired & Vector256<float>.One;
                Lanes.Put(spike, spikes + n, lanes, pass.Streams);
                Lanes.Store(decay * Left(u, fired, threshold, soft), membrane + n, lanes);
            }
        }
    }

    /// <summary>The backward pass compiled for a surrogate, so that its formula is part of the loop.</summary>
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

    private static void BackwardTile<TSurrogate>(in Pass pass, int tile, int plane, int from, int to, Span<float> scratch)
        where TSurrogate : ISurrogate
    {
        Vector256<float> threshold = Vector256.Create(pass.Neuron.Threshold), decay = Vector256.Create(pass.Decays[plane % pass.Channels]);
        Vector256<float> decaySum = Vector256<float>.Zero;
        float sharpness = pass.Neuron.SurrogateTemperature, peak = TSurrogate.Peak(sharpness);
        bool soft = pass.Neuron.Reset == ResetKind.Soft;
        int width = to - from;
        fixed (float* running = scratch)
        {
            float* charged = running + width; // the first row is the membrane going forward and its gradient going back
            Charge(pass, running, charged, from, width, threshold, decay, soft);
            new Span<float>(running, width).Clear();
            for (int t = pass.Layout.Steps - 1; t >= 0; t--)
            {
                long row = (long)t * pass.Layout.Neurons + from;
                float* spikeGradient = pass.SpikeGradient + row, currentGradient = pass.CurrentGradient + row, membrane = charged + (long)t * width;
                for (int n = 0; n < width; n += Lanes.Count)
                {
                    int lanes = width - n;
                    Vector256<float> u = Lanes.Load(membrane + n, lanes), dm = Lanes.Load(running + n, lanes);
                    Vector256<float> surrogate = TSurrogate.Gradient(u - threshold, sharpness, peak);
                    Vector256<float> fired = Vector256.GreaterThan(u, threshold);
                    Vector256<float> kept = soft ? Vector256<float>.One - threshold * surrogate : Vector256.AndNot(Vector256<float>.One, fired) - u * surrogate;
                    Vector256<float> du = Lanes.Load(spikeGradient + n, lanes) * surrogate + dm * decay * kept;
                    decaySum += dm * Left(u, fired, threshold, soft);
                    Lanes.Store(du, running + n, lanes);
                    Lanes.Put(du, currentGradient + n, lanes, pass.Streams);
                }
            }
        }

        if (pass.DecayGradients != null)
        {
            pass.DecayGradients[tile] = Vector256.Sum(decaySum);
        }
    }

    /// <summary>Recomputes the membranes before the spike of a tile of <paramref name="width"/> neurons into <paramref name="charged"/>, <c>T</c> rows.</summary>
    private static void Charge(in Pass pass, float* running, float* charged, int from, int width, Vector256<float> threshold, Vector256<float> decay, bool soft)
    {
        Start(pass.Before, running, from, from + width);
        for (int t = 0; t < pass.Layout.Steps; t++)
        {
            float* currents = pass.Currents + (long)t * pass.Layout.Neurons + from, membrane = charged + (long)t * width;
            for (int n = 0; n < width; n += Lanes.Count)
            {
                int lanes = width - n;
                Vector256<float> u = Lanes.Load(running + n, lanes) + Lanes.Load(currents + n, lanes);
                Lanes.Store(u, membrane + n, lanes);
                Lanes.Store(decay * Left(u, Vector256.GreaterThan(u, threshold), threshold, soft), running + n, lanes);
            }
        }
    }

    /// <summary>What the reset leaves of a membrane, before the leak.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Left(Vector256<float> u, Vector256<float> fired, Vector256<float> threshold, bool soft) =>
        soft ? u - (fired & threshold) : Vector256.AndNot(u, fired);

    /// <summary>Copies the carried membranes of a tile to <paramref name="to"/>, or zeros at rest.</summary>
    internal static void Start(float* before, float* to, int from, int end)
    {
        Span<float> tile = new(to, end - from);
        if (before == null)
        {
            tile.Clear();
        }
        else
        {
            new ReadOnlySpan<float>(before + from, tile.Length).CopyTo(tile);
        }
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ArgumentException($"LIF sequence: lengths do not fit: {what}");
        }
    }

    /// <summary>What one pass over a layer works on; pointers that a pass has no use for are null.</summary>
    private struct Pass
    {
        public SequenceLayout Layout;
        public NeuronGenotype Neuron;
        public float* Currents, Before, After, Spikes, SpikeGradient, CurrentGradient, Decays, Scale, Shift;
        public double* DecayGradients;
        public int Channels, Scales;
        public bool Streams;
    }
}
