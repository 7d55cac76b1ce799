using System.Runtime.Intrinsics;
using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Surrogates;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

/// <summary>One contract for every surrogate gradient.</summary>
public sealed class SurrogateTests
{
    private static readonly float[] Sharpnesses = [0.3f, 1f, 3f, 6f];

    public static TheoryData<SurrogateKind, float> Forms() => new(
        from kind in Enum.GetValues<SurrogateKind>() from sharpness in Sharpnesses select (kind, sharpness));

    public static TheoryData<SurrogateKind> Kinds() => [.. Enum.GetValues<SurrogateKind>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Gradient_is_the_finite_difference_of_the_primitive(SurrogateKind kind, float sharpness)
    {
        const double h = 1e-5;
        for (double x = -2.003; x < 2; x += 0.0101)
        {
            double ahead = SurrogateGradient.Primitive(kind, x + h, sharpness), behind = SurrogateGradient.Primitive(kind, x - h, sharpness);
            double at = SurrogateGradient.Primitive(kind, x, sharpness);

            // At the corner of a window the two one-sided differences disagree and neither is the gradient.
            if (Math.Abs(ahead - (2 * at) + behind) < 1e-3 * h)
            {
                Assert.Equal((ahead - behind) / (2 * h), SurrogateGradient.Value(kind, (float)x, sharpness), 2e-4 * Math.Max(1, sharpness));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Gradient_is_even_nowhere_negative_and_greatest_at_the_threshold(SurrogateKind kind, float sharpness)
    {
        float peak = SurrogateGradient.Value(kind, 0f, sharpness);
        for (float x = 0.01f; x < 3; x += 0.037f)
        {
            float value = SurrogateGradient.Value(kind, x, sharpness);
            Assert.Equal(value, SurrogateGradient.Value(kind, -x, sharpness));
            Assert.InRange(value, 0f, peak);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Vector_and_tensor_forms_equal_the_scalar_one(SurrogateKind kind, float sharpness)
    {
        using DisposeScope scope = NewDisposeScope();
        Random random = new(2);
        float[] x = [.. Enumerable.Range(0, 400).Select(_ => (random.NextSingle() * 4) - 2), 0f, 0.49f, 1e6f, -1e6f, float.PositiveInfinity, float.NegativeInfinity, 30f, -30f];
        float[] tensors = SurrogateGradient.Value(kind, tensor(x), sharpness).data<float>().ToArray();
        for (int i = 0; i < x.Length; i += Vector256<float>.Count)
        {
            Vector256<float> vector = SurrogateGradient.Value(kind, Vector256.Create(x.AsSpan(i)), sharpness);
            for (int j = 0; j < Vector256<float>.Count; j++)
            {
                float expected = SurrogateGradient.Value(kind, x[i + j], sharpness);
                Assert.Equal(expected, vector[j], 2e-6f * Math.Max(1f, sharpness)); // exp by polynomial against the library's tanh and exp
                Assert.Equal(expected, tensors[i + j], 2e-6f * Math.Max(1f, sharpness));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Not_a_number_has_no_gradient(SurrogateKind kind)
    {
        Assert.Equal(0f, SurrogateGradient.Value(kind, float.NaN, 2f));
        Assert.Equal(Vector256<float>.Zero, SurrogateGradient.Value(kind, Vector256.Create(float.NaN), 2f));
    }

    [Theory]
    [InlineData(SurrogateKind.Dspike, 3f, 1.0)]
    [InlineData(SurrogateKind.Arctangent, 2f, 1.0)]
    [InlineData(SurrogateKind.Sigmoid, 4f, 1.0)]
    [InlineData(SurrogateKind.Triangle, 0.3f, 0.3)]
    [InlineData(SurrogateKind.Rectangle, 2f, 1.0)]
    [InlineData(SurrogateKind.PiecewiseQuadratic, 2f, 1.0)]
    [InlineData(SurrogateKind.FastSigmoid, 10f, 0.2)]
    public void Area_is_what_the_documentation_says(SurrogateKind kind, float sharpness, double area)
    {
        const double reach = 200;
        Assert.Equal(area, SurrogateGradient.Primitive(kind, reach, sharpness) - SurrogateGradient.Primitive(kind, -reach, sharpness), 5e-3); // tails of the slow ones
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_name_reads_back_as_its_kind(SurrogateKind kind)
    {
        Assert.True(SurrogateKindNames.TryParse(SurrogateKindNames.Of(kind), out SurrogateKind read));
        Assert.Equal(kind, read);
    }

    [Fact]
    public void A_decay_and_its_time_constant_are_one_neuron()
    {
        Assert.Equal(1.25, new NeuronGenotype { Decay = 0.2f }.TauSteps, 1e-6);
        Assert.Equal(0.2f, NeuronGenotype.DecayOfTau(1.25), 1e-7f);
        Assert.Equal(1f, NeuronGenotype.DecayOfTau(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeuronGenotype.DecayOfTau(0.5));
    }

    [Fact]
    public void An_integrate_and_fire_neuron_with_a_soft_reset_fires_as_often_as_its_input_says()
    {
        // 0.3 a step against a threshold of 1, with decay 1: three spikes in ten steps, and nothing of the charge is lost.
        NeuronGenotype neuron = new() { Decay = 1f, Threshold = 1f, Reset = ResetKind.Soft };
        float membrane = 0.05f, spikes = 0;
        for (int t = 0; t < 10; t++)
        {
            spikes += LifReference.Step(0.3f, ref membrane, neuron, out _);
        }

        Assert.Equal(3f, spikes);
        Assert.Equal(0.05f, membrane, 1e-5f);
    }
}
