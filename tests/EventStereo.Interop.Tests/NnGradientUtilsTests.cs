using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Clipping of gradients and parameters as one vector.</summary>
public sealed class NnGradientUtilsTests
{
    [Fact]
    public void Norm_is_joint_and_gradients_shrink_together()
    {
        using Parameter first = WithGradient(3, 0), second = WithGradient(0, 4), idle = nn.Parameter(ones(2));
        Assert.Equal(5.0, nn.utils.clip_grad_norm_([first, second, idle], max_norm: 1), 1e-6);
        // 1 / (5 + 1e-6) of each
        Assert.Equal(0.6, first.grad![0].ToDouble(), 1e-6);
        Assert.Equal(0.8, second.grad![1].ToDouble(), 1e-6);
    }

    [Fact]
    public void Small_gradients_stay_to_the_bit()
    {
        using Parameter parameter = WithGradient(0.3f, 0.4f);
        Assert.Equal(0.5, nn.utils.clip_grad_norm_([parameter], max_norm: 1), 1e-6);
        Assert.Equal([0.3f, 0.4f], parameter.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Infinite_norm_is_the_largest_element()
    {
        using Parameter first = WithGradient(3, -7), second = WithGradient(1, 2);
        Assert.Equal(7.0, nn.utils.clip_grad_norm_([first, second], max_norm: 100, norm_type: double.PositiveInfinity), 1e-6);
    }

    [Fact]
    public void No_gradients_have_no_norm()
    {
        using Parameter idle = nn.Parameter(ones(2));
        Assert.Equal(0.0, nn.utils.clip_grad_norm_([idle], max_norm: 1));
    }

    [Fact]
    public void Values_are_limited_on_both_sides()
    {
        using Parameter parameter = WithGradient(3, -0.5f);
        nn.utils.clip_grad_value_([parameter], 1);
        Assert.Equal([1f, -0.5f], parameter.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Parameters_go_into_a_vector_and_back()
    {
        using Linear linear = nn.Linear(2, 1);
        using Tensor vector = tensor(new float[] { 1, 2, 3 });
        nn.utils.vector_to_parameters(vector, linear.parameters());
        Assert.Equal([1f, 2f], linear.weight.detach().data<float>().ToArray());
        using Tensor back = nn.utils.parameters_to_vector(linear.parameters());
        Assert.Equal([1f, 2f, 3f], back.detach().data<float>().ToArray());
    }

    private static Parameter WithGradient(float x, float y)
    {
        Parameter parameter = nn.Parameter(ones(2));
        using Tensor weights = tensor(new float[] { x, y });
        using Tensor loss = (parameter * weights).sum();
        loss.backward();
        return parameter;
    }
}
