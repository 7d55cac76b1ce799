using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class SubpixelCrossEntropyTests
{
    [Theory]
    [InlineData(2, 1.02)] // the floor that the published training log converges to
    [InlineData(1, 1.695)]
    public void Loss_of_the_target_itself_is_its_published_entropy(int binStepPx, double entropy)
    {
        using DisposeScope scope = NewDisposeScope();
        int bins = 64 / binStepPx;
        Tensor truth = linspace(20, 40, 401);
        Tensor target = SubpixelCrossEntropy.Target(truth, bins, binStepPx, scalePx: 1f);

        double loss = SubpixelCrossEntropy.Loss(target.log(), truth, binStepPx, scalePx: 1f).item<float>();

        Assert.Equal(entropy, loss, 0.01); // the reference has two decimals
    }

    [Fact]
    public void Target_is_a_sampled_laplace_distribution()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] target = SubpixelCrossEntropy.Target(tensor(new float[] { 3f }), bins: 4, binStepPx: 2, scalePx: 2f).data<float>().ToArray();

        double[] expected = [Math.Exp(-1.5), Math.Exp(-0.5), Math.Exp(-0.5), Math.Exp(-1.5)]; // bins at 0, 2, 4, 6 px
        for (int bin = 0; bin < 4; bin++)
        {
            Assert.Equal(expected[bin] / expected.Sum(), target[bin], 1e-6);
        }
    }
}
