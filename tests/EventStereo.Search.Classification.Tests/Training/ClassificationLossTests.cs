using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Tests.Training;

public sealed class ClassificationLossTests
{
    // Two steps of one sample of two classes: logits (0, log 3) and (log 3, 0), their mean (log 3 / 2, log 3 / 2).
    private static readonly float[] Steps = [0, (float)Math.Log(3), (float)Math.Log(3), 0];

    [Theory]
    [InlineData(LossForm.Mean, 0.6931471805599453)] // log 2
    [InlineData(LossForm.PerStep, 0.8369882167858360)] // (log 4 + log 4/3) / 2
    public void Looks_at_the_mean_or_at_each_step(LossForm form, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        StepLogits logits = new(tensor(Steps, [2, 2]), null, 2);

        Assert.Equal(expected, ClassificationLoss.Of(logits, tensor(new long[] { 0 }), form, 0, 0.4).item<float>(), 6);
    }

    [Fact]
    public void The_auxiliary_read_out_counts_by_its_weight()
    {
        using DisposeScope scope = NewDisposeScope();
        StepLogits logits = new(tensor(Steps, [2, 2]), tensor(new float[] { 0, 0, 0, 0 }, [2, 2]), 2);

        Assert.Equal(1.4 * Math.Log(2), ClassificationLoss.Of(logits, tensor(new long[] { 0 }), LossForm.Mean, 0, 0.4).item<float>(), 6);
    }

    [Fact]
    public void Smoothing_spreads_the_target()
    {
        using DisposeScope scope = NewDisposeScope();
        StepLogits logits = new(tensor(new float[] { 0, (float)Math.Log(3) }, [1, 2]), null, 1);

        double expected = (0.9 * Math.Log(4.0 / 3)) + (0.1 * Math.Log(4)); // target (0.1, 0.9)
        Assert.Equal(expected, ClassificationLoss.Of(logits, tensor(new long[] { 1 }), LossForm.Mean, 0.2, 0).item<float>(), 6);
    }

    /// <summary>Probabilities 1/4 and 3/4; the smoothed targets of both labels, by hand, mixed 3 to 1.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void A_mixed_sample_has_the_mixed_target(double smoothing)
    {
        using DisposeScope scope = NewDisposeScope();
        StepLogits logits = new(tensor(new float[] { 0, (float)Math.Log(3) }, [1, 2]), tensor(new float[] { 0, 0 }, [1, 2]), 1);

        double target = (0.75 * (1 - (smoothing / 2))) + (0.25 * smoothing / 2); // of class 1
        double expected = (target * Math.Log(4.0 / 3)) + ((1 - target) * Math.Log(4)) + (0.4 * Math.Log(2));
        Assert.Equal(expected, ClassificationLoss.OfMixed(logits, tensor(new long[] { 1 }), tensor(new long[] { 0 }), 0.75f, LossForm.Mean, smoothing, 0.4).item<float>(), 6);
    }
}
