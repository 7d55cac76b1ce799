using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Inference;

/// <summary>
/// Whether two read-outs agree: within 0.0001 px, but where two bins are the best to within the last digits of their logits, as happens in real maps; there
/// either is an answer.
/// </summary>
internal static class ReadoutAgreement
{
    private const float TolerancePx = 1e-4f;
    private const float LogitTolerance = 1e-4f;
    private const int Reach = 2;

    /// <summary>Holds <paramref name="disparityPx"/> against <paramref name="expectedPx"/>, both <c>[H, W]</c>, which was read out of <paramref name="logits"/>, <c>[1, bins, H, W]</c>.</summary>
    /// <exception cref="BenchmarkMismatchException">They differ at a pixel.</exception>
    public static void Require(ReadOnlySpan<float> disparityPx, ReadOnlySpan<float> expectedPx, Tensor logits, int binStepPx)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor columns = logits.flatten(2, 3).select(0, 0); // [bins, H W]
        for (int i = 0; i < disparityPx.Length; i++)
        {
            if (!(Math.Abs(disparityPx[i] - expectedPx[i]) <= TolerancePx) && !IsBest(columns.select(1, i), disparityPx[i] / binStepPx))
            {
                throw new BenchmarkMismatchException($"pixel {i} is {disparityPx[i]} px, {expectedPx[i]} px from tensor operations");
            }
        }
    }

    /// <summary>Whether a bin near <paramref name="answer"/>, in bins, is as good as the best one.</summary>
    private static bool IsBest(Tensor column, float answer)
    {
        float[] logits = column.contiguous().data<float>().ToArray();
        int bin = (int)Math.Round(answer);
        return logits.Where((_, i) => Math.Abs(i - bin) <= Reach).DefaultIfEmpty(float.NegativeInfinity).Max() >= logits.Max() - LogitTolerance;
    }
}
