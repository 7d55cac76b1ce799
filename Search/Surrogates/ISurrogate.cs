using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// A surrogate gradient: what takes the derivative of the spike's step function in the backward pass, a function of <c>x = u - threshold</c> with one
/// <c>sharpness</c> above 0. It is the derivative of <see cref="Primitive"/>; <see cref="Peak"/>, its height at 0, is worked out once for many values.
/// </summary>
public interface ISurrogate
{
    /// <summary>The smooth function whose derivative this is.</summary>
    static abstract double Primitive(double x, double sharpness);

    /// <summary>The derivative's height at <c>x = 0</c>.</summary>
    static abstract float Peak(float sharpness);

    /// <summary>The derivative at <paramref name="x"/>, 0 at not-a-number; <paramref name="peak"/> is <see cref="Peak"/> of the sharpness.</summary>
    static abstract float Gradient(float x, float sharpness, float peak);

    /// <summary>The same for eight values.</summary>
    static abstract Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak);

    /// <summary>The same for a tensor on any device.</summary>
    static abstract Tensor Gradient(Tensor x, float sharpness);
}
