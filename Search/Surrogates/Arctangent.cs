using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The derivative of <c>arctan(pi a x / 2) / pi + 1/2</c>: <c>a / (2 (1 + (pi a x / 2)²))</c>, of area 1.
/// Source: Fang et al., "Incorporating learnable membrane time constant", ICCV 2021 (sharpness 2).
/// </summary>
public readonly struct Arctangent : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness) => (Math.Atan(Math.PI / 2 * sharpness * x) / Math.PI) + 0.5;

    /// <inheritdoc/>
    public static float Peak(float sharpness) => sharpness / 2f;

    /// <inheritdoc/>
    public static float Gradient(float x, float sharpness, float peak)
    {
        float scaled = MathF.PI / 2f * sharpness * x;
        return float.IsNaN(x) ? 0f : peak / (1f + scaled * scaled);
    }

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak)
    {
        Vector256<float> scaled = x * (MathF.PI / 2f * sharpness);
        return Vector256.Create(peak) / (Vector256<float>.One + scaled * scaled) & Vector256.Equals(x, x);
    }

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor scaled = x * (MathF.PI / 2f * sharpness);
        return (scaled * scaled + 1f).reciprocal() * Peak(sharpness);
    }
}
