using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The Dspike family of surrogate gradients: the derivative of <c>(tanh(b x) + tanh(b/2)) / (2 tanh(b/2))</c> on <c>|x| &lt; 1/2</c>, with the
/// temperature <c>b</c> for sharpness. The area under the derivative is exactly 1 for every <c>b</c>.
/// Source: Li et al., "Differentiable Spike", NeurIPS 2021; Che et al., "Differentiable hierarchical and surrogate gradient
/// search for spiking neural networks", NeurIPS 2022 (default temperature 3).
/// </summary>
public readonly struct Dspike : ISurrogate
{
    /// <summary>Temperature that the published networks start from.</summary>
    public const float DefaultTemperature = 3f;

    /// <summary>Half width of the window outside which the gradient is zero.</summary>
    public const float HalfWidth = 0.5f;

    /// <summary>The smooth step: 0 below the window, 1 above it.</summary>
    public static double Primitive(double x, double sharpness) => x switch
    {
        <= -HalfWidth => 0,
        >= HalfWidth => 1,
        _ => (Math.Tanh(sharpness * x) + Math.Tanh(sharpness / 2)) / (2 * Math.Tanh(sharpness / 2)),
    };

    /// <summary><c>b / (2 tanh(b/2))</c>.</summary>
    public static float Peak(float sharpness) => sharpness / (2f * MathF.Tanh(sharpness / 2f));

    /// <summary><c>b sech²(b x) / (2 tanh(b/2))</c> inside the open window, 0 outside.</summary>
    public static float Gradient(float x, float sharpness, float peak)
    {
        if (!(MathF.Abs(x) < HalfWidth))
        {
            return 0f;
        }

        float tanh = MathF.Tanh(sharpness * x);
        return peak * (1f - tanh * tanh);
    }

    /// <summary>The same by <c>sech²(z) = 4 e^(-2z) / (1 + e^(-2z))²</c>.</summary>
    public static Vector256<float> Gradient(Vector256<float> x, float sharpness, float peak)
    {
        Vector256<float> magnitude = Vector256.Abs(x);
        Vector256<float> e = Exponential.OfNegative(magnitude * (2f * sharpness)); // |z|, so that e stays in (0, 1]
        Vector256<float> denominator = Vector256<float>.One + e;
        Vector256<float> gradient = 4f * peak * e / (denominator * denominator);
        return gradient & Vector256.LessThan(magnitude, Vector256.Create(HalfWidth));
    }

    /// <inheritdoc/>
    public static Tensor Gradient(Tensor x, float sharpness)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor tanh = (x * sharpness).tanh();
        return (1f - tanh * tanh) * Peak(sharpness) * x.abs().lt((Scalar)HalfWidth).to(ScalarType.Float32);
    }
}
