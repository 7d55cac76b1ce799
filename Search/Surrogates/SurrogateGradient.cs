using System.Runtime.Intrinsics;
using EventStereo.Search.Architecture;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>Surrogates by their kind, for code that learns it at run time; loops take the type itself (<see cref="ISurrogate"/>).</summary>
public static class SurrogateGradient
{
    private delegate Vector256<float> VectorForm(Vector256<float> x, float sharpness, float peak);

    private static readonly Entry[] Entries =
    [
        Of<Dspike>(), Of<Arctangent>(), Of<Sigmoid>(), Of<Triangle>(), Of<Rectangle>(), Of<PiecewiseQuadratic>(), Of<FastSigmoid>(),
    ];

    /// <summary>See <see cref="ISurrogate.Primitive"/>.</summary>
    public static double Primitive(SurrogateKind kind, double x, double sharpness) => Entries[(int)kind].Primitive(x, sharpness);

    /// <summary>The derivative at <paramref name="x"/>.</summary>
    public static float Value(SurrogateKind kind, float x, float sharpness)
    {
        Entry entry = Entries[(int)kind];
        return entry.Scalar(x, sharpness, entry.Peak(sharpness));
    }

    /// <summary>The same for eight values.</summary>
    public static Vector256<float> Value(SurrogateKind kind, Vector256<float> x, float sharpness)
    {
        Entry entry = Entries[(int)kind];
        return entry.Vector(x, sharpness, entry.Peak(sharpness));
    }

    /// <summary>The same for a tensor on any device.</summary>
    public static Tensor Value(SurrogateKind kind, Tensor x, float sharpness) => Entries[(int)kind].Tensor(x, sharpness);

    private static Entry Of<TSurrogate>()
        where TSurrogate : ISurrogate =>
        new(TSurrogate.Primitive, TSurrogate.Peak, TSurrogate.Gradient, TSurrogate.Gradient, TSurrogate.Gradient);

    private sealed record Entry(
        Func<double, double, double> Primitive, Func<float, float> Peak, Func<float, float, float, float> Scalar, VectorForm Vector, Func<Tensor, float, Tensor> Tensor);
}
