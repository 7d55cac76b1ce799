using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>The derivative of the logistic function of <c>a x</c>: <c>a s (1 - s)</c>, of area 1. Source: Zenke and Vogels, Neural Computation 33(4), 2021, table 1.</summary>
public readonly struct Sigmoid : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness) => 1 / (1 + Math.Exp(-sharpness * x));

    /// <inheritdoc/>
    public static float Peak(float sharpness) => sharpness / 4f;

    /// <summary>By <c>e^(-a|x|)</c>, which cannot overflow.</summary>
    public static float Gradient(float x, float sharpness, float peak)
    {
        float e = MathF.Exp(-sharpness * MathF.Abs(x));
        return float.IsNaN(x) ? 0f : 4f * peak * e / ((1f + e) * (1f + e));
    }

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak)
    {
        Vector256<float> e = Exponential.OfNegative(Vector256.Abs(x) * sharpness);
        Vector256<float> denominator = Vector256<float>.One + e;
        return 4f * peak * e / (denominator * denominator) & Vector256.Equals(x, x);
    }

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor logistic = (x * sharpness).sigmoid();
        return (1f - logistic) * logistic * sharpness;
    }
}
