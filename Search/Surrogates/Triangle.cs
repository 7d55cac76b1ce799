using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// A triangle on <c>|x| &lt; 1</c> whose height is the sharpness: <c>g max(0, 1 - |x|)</c>, of area g. Source: Bellec et al., "Long short-term memory and
/// learning-to-learn in networks of spiking neurons", NeurIPS 2018 (dampening factor 0.3).
/// </summary>
public readonly struct Triangle : ISurrogate
{
    /// <inheritdoc/>
    public static double Primitive(double x, double sharpness) => sharpness * PiecewiseQuadratic.Primitive(x, 1);

    /// <inheritdoc/>
    public static float Peak(float sharpness) => sharpness;

    /// <inheritdoc/>
    public static float Gradient(float x, float sharpness, float peak) => PiecewiseQuadratic.Gradient(x, 1f, peak);

    /// <inheritdoc/>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak) => PiecewiseQuadratic.Gradient(x, 1f, peak);

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness) => PiecewiseQuadratic.Gradient(x, 1f) * sharpness;
}
