using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The derivative of two parabolas joined at the threshold: <c>a max(0, 1 - a |x|)</c>, a triangle of area 1. Source: Esser et al., "Convolutional networks
/// for fast, energy-efficient neuromorphic computing", PNAS 2016.
/// </summary>
public readonly struct PiecewiseQuadratic : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness)
    {
        double z = Math.Clamp(sharpness * x, -1, 1);
        return 0.5 + z - (z * Math.Abs(z) / 2);
    }

    /// <inheritdoc/>
    public static float Peak(float sharpness) => sharpness;

    /// <inheritdoc/>
    public static float Gradient(float x, float sharpness, float peak)
    {
        float height = 1f - sharpness * MathF.Abs(x);
        return height > 0f ? peak * height : 0f;
    }

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak)
    {
        Vector256<float> height = Vector256<float>.One - Vector256.Abs(x) * sharpness;
        return peak * height & Vector256.GreaterThan(height, Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        return nn.functional.relu(1f - x.abs() * sharpness) * sharpness;
    }
}
