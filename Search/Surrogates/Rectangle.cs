using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>A rectangle of area 1: <c>a</c> on <c>|x| &lt; 1 / (2 a)</c>. Source: Wu et al., "Spatio-temporal backpropagation", Frontiers in Neuroscience 2018.</summary>
public readonly struct Rectangle : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness) => Math.Clamp((sharpness * x) + 0.5, 0, 1);

    /// <inheritdoc/>
    public static float Peak(float sharpness) => sharpness;

    /// <inheritdoc/>
    public static float Gradient(float x, float sharpness, float peak) => MathF.Abs(x) * sharpness < 0.5f ? peak : 0f;

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak) =>
        Vector256.Create(peak) & Vector256.LessThan(Vector256.Abs(x) * sharpness, Vector256.Create(0.5f));

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        return (x.abs() * sharpness).lt((Scalar)0.5f).to(ScalarType.Float32) * sharpness;
    }
}
