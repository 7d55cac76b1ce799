using EventStereo.Search.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests.Training;

/// <summary>Two steps on a weight of 1 with gradients 2 and 1, computed by hand; 1e-6 is float's rounding near 1.</summary>
public sealed class OptimizerConfigTests
{
    [Theory]
    // m = 0.2, v = 0.004, corrected 2 and 4: each first step of Adam is one learning rate. Then m = 0.28 / 0.19, v = 0.004996 / 0.001999.
    [InlineData(OptimizerKind.Adam, 0.0, 0.9 - (0.1 * 1.4736842 / 1.5808978))]
    // The decay takes a tenth of a learning rate of the weight before each step.
    [InlineData(OptimizerKind.AdamW, 0.1, 0.89 - 0.0089 - (0.1 * 1.4736842 / 1.5808978))]
    // b = 2, then 0.9 * 2 + 1.
    [InlineData(OptimizerKind.Sgd, 0.0, 1 - 0.2 - 0.28)]
    // v = 0.04, then 0.0496.
    [InlineData(OptimizerKind.RmsProp, 0.0, 1 - (0.1 * 2 / 0.2) - (0.1 / 0.2227106))]
    public void Each_kind_takes_its_own_steps(OptimizerKind kind, double decay, double expected)
    {
        using Parameter weight = new(tensor(1f));
        using OptimizerHelper optimizer = new OptimizerConfig { Kind = kind }.Create([weight], learningRate: 0.1, decay);
        foreach (float gradient in (float[])[2, 1])
        {
            optimizer.zero_grad();
            using DisposeScope scope = NewDisposeScope();
            (weight * gradient).backward();
            optimizer.step();
        }

        Assert.Equal(expected, weight.item<float>(), 1e-6);
    }

    [Fact]
    public void Every_problem_of_a_configuration_is_told()
    {
        Assert.Empty(new OptimizerConfig().Validate("o"));
        Assert.Empty(new OptimizerConfig { Kind = OptimizerKind.Sgd, Nesterov = true }.Validate("o"));
        Assert.Equal(["o.beta2 is 1, not 0 to below 1", "o.epsilon is 0, not above 0 to 1"], new OptimizerConfig { Beta2 = 1, Epsilon = 0 }.Validate("o"));
        Assert.Contains("sgd", Assert.Single(new OptimizerConfig { Nesterov = true }.Validate("o")), StringComparison.Ordinal);
    }
}
