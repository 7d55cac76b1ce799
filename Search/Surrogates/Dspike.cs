using System.Runtime.Intrinsics;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The Dspike family of surrogate gradients: the spike's step function is replaced in the backward pass by the derivative
/// of <c>(tanh(b x) + tanh(b/2)) / (2 tanh(b/2))</c> on <c>|x| &lt; 1/2</c>, where <c>x = u - threshold</c> and <c>b</c> is the
/// temperature. The area under the derivative is exactly 1 for every <c>b</c>.
/// Source: Li et al., "Differentiable Spike", NeurIPS 2021; Che et al., "Differentiable hierarchical and surrogate gradient
/// search for spiking neural networks", NeurIPS 2022 (default temperature 3).
/// </summary>
public static class Dspike
{
    /// <summary>Temperature that the published networks start from.</summary>
    public const float DefaultTemperature = 3f;

    /// <summary>Half width of the window outside which the gradient is zero.</summary>
    public const float HalfWidth = 0.5f;

    /// <summary>The smooth step: 0 below the window, 1 above it.</summary>
    public static double Primitive(double x, double temperature) => x switch
    {
        <= -HalfWidth => 0,
        >= HalfWidth => 1,
        _ => (Math.Tanh(temperature * x) + Math.Tanh(temperature / 2)) / (2 * Math.Tanh(temperature / 2)),
    };

    /// <summary>Its derivative <c>b sech²(b x) / (2 tanh(b/2))</c> inside the open window, 0 outside.</summary>
    public static float Gradient(float x, float temperature)
    {
        if (!(MathF.Abs(x) < HalfWidth))
        {
            return 0f;
        }

        float tanh = MathF.Tanh(temperature * x);
        return Scale(temperature) * (1f - tanh * tanh);
    }

    /// <summary>
    /// <see cref="Gradient(float, float)"/> for a vector of <paramref name="x"/>, by <c>sech²(z) = 4 e^(-2z) / (1 + e^(-2z))²</c>;
    /// <paramref name="scale"/> is <see cref="Scale"/> of the temperature.
    /// </summary>
    internal static Vector256<float> Gradient(Vector256<float> x, float temperature, float scale)
    {
        Vector256<float> magnitude = Vector256.Abs(x);
        Vector256<float> e = Vector256.Exp(magnitude * (-2f * temperature)); // |z|, so that e stays in (0, 1]
        Vector256<float> denominator = Vector256<float>.One + e;
        Vector256<float> gradient = 4f * scale * e / (denominator * denominator);
        return Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(HalfWidth)), gradient, Vector256<float>.Zero);
    }

    /// <summary>The derivative's height at <c>x = 0</c>: <c>b / (2 tanh(b/2))</c>.</summary>
    internal static float Scale(float temperature) => temperature / (2f * MathF.Tanh(temperature / 2f));
}
