using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventStereo.Search.Kernels;

/// <summary>
/// Leaky integrators over a whole <c>[T, N]</c> tensor in one pass each way: <c>u[t] = decay u[t-1] + I[t]</c>, whose gradient runs back the same way,
/// <c>dI[t] = du[t] = dy[t] + decay du[t+1]</c>. <see cref="IntegratorReference"/> is the same in scalar form.
/// </summary>
public static unsafe class IntegratorKernel
{
    /// <summary>Writes the membranes.</summary>
    /// <param name="layout">The layer.</param>
    /// <param name="currents">Input currents, <c>T N</c>.</param>
    /// <param name="before">The carried membrane, <c>N</c>; empty at rest.</param>
    /// <param name="after">Takes the membrane of the last step, <c>N</c>.</param>
    /// <param name="membranes">Takes the membranes, <c>T N</c>.</param>
    /// <param name="decays">The decay, one for all or one a channel.</param>
    public static void Forward(
        SequenceLayout layout, ReadOnlySpan<float> currents, ReadOnlySpan<float> before, Span<float> after, Span<float> membranes, ReadOnlySpan<float> decays)
    {
        layout.Require();
        Require(currents.Length == layout.Values && membranes.Length == layout.Values && after.Length == layout.Neurons);
        Require((before.IsEmpty || before.Length == layout.Neurons) && decays.Length > 0);
        int channels = decays.Length;
        bool rests = before.IsEmpty;
        fixed (float* pCurrents = currents, pBefore = before, pAfter = after, pMembranes = membranes, pDecays = decays)
        {
            float* input = pCurrents, start = pBefore, output = pMembranes, leak = pDecays;
            NeuronTiles.Run(layout, 0, (_, plane, from, to, _) =>
            {
                float* previous = rests ? null : start;
                for (int t = 0; t < layout.Steps; t++)
                {
                    long row = (long)t * layout.Neurons;
                    Step(input + row, previous, output + row, from, to, Vector256.Create(leak[plane % channels]));
                    previous = output + row;
                }
            });
        }

        membranes[(int)(layout.Values - layout.Neurons)..].CopyTo(after);
    }

    /// <summary>Writes the gradient at the currents from that at the membranes.</summary>
    /// <param name="layout">The layer.</param>
    /// <param name="membraneGradient">Gradient at the membranes, <c>T N</c>.</param>
    /// <param name="currentGradient">Takes the gradient at the currents, <c>T N</c>.</param>
    /// <param name="decays">The decay, one for all or one a channel.</param>
    public static void Backward(SequenceLayout layout, ReadOnlySpan<float> membraneGradient, Span<float> currentGradient, ReadOnlySpan<float> decays)
    {
        layout.Require();
        Require(membraneGradient.Length == layout.Values && currentGradient.Length == layout.Values && decays.Length > 0);
        int channels = decays.Length;
        fixed (float* pMembranes = membraneGradient, pGradient = currentGradient, pDecays = decays)
        {
            float* input = pMembranes, output = pGradient, leak = pDecays;
            NeuronTiles.Run(layout, 0, (_, plane, from, to, _) =>
            {
                float* next = null;
                for (int t = layout.Steps - 1; t >= 0; t--)
                {
                    long row = (long)t * layout.Neurons;
                    Step(input + row, next, output + row, from, to, Vector256.Create(leak[plane % channels]));
                    next = output + row;
                }
            });
        }
    }

    /// <summary><c>output = input + decay neighbour</c> of the neurons <c>[from, to)</c>; no neighbour is zeros.</summary>
    private static void Step(float* input, float* neighbour, float* output, int from, int to, Vector256<float> decay)
    {
        for (int n = from; n < to; n += Lanes.Count)
        {
            int lanes = to - n;
            Vector256<float> carried = neighbour == null ? Vector256<float>.Zero : decay * Lanes.Load(neighbour + n, lanes);
            Lanes.Store(Lanes.Load(input + n, lanes) + carried, output + n, lanes);
        }
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ArgumentException($"integrator sequence: lengths do not fit: {what}");
        }
    }
}
