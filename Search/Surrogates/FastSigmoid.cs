using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The derivative of the fast sigmoid <c>x / (1 + a |x|)</c>: <c>1 / (1 + a |x|)²</c>, of area 2 / a. Source: Zenke and Ganguli, "SuperSpike", Neural
/// Computation 30(6), 2018.
/// </summary>
public readonly struct FastSigmoid : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness) => x / (1 + (sharpness * Math.Abs(x)));

    /// <inheritdoc/>
    public static float Peak(float sharpness) => 1f;

    /// <inheritdoc/>
    public static float Gradient(float x, float sharpness, float peak)
    {
        float denominator = 1f + sharpness * MathF.Abs(x);
        return float.IsNaN(x) ? 0f : peak / (denominator * denominator);
    }

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak)
    {
        Vector256<float> denominator = Vector256<float>.One + Vector256.Abs(x) * sharpness;
        return Vector256.Create(peak) / (denominator * denominator) & Vector256.Equals(x, x);
    }

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor denominator = x.abs() * sharpness + 1f;
        return (denominator * denominator).reciprocal();
    }
}
