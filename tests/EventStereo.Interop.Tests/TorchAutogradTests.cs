using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Gradients: of expressions by hand, of functions with a backward of their own, and errors on the way.</summary>
public sealed class TorchAutogradTests
{
    [Fact]
    public void Gradient_of_an_expression_is_the_one_by_hand()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 1, 2 }, requires_grad: true);
        (x * x * 3).sum().backward();
        Assert.Equal([6f, 12f], x.grad!.data<float>().ToArray());
        (x * 2).sum().backward();
        Assert.Equal([8f, 14f], x.grad!.data<float>().ToArray()); // gradients add up
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }

            Assert.False(is_grad_enabled());
        }

        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.False((x * 2).detach().requires_grad);
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Gradients_by_chosen_inputs_leave_the_leaves_alone()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 3f).requires_grad_(), y = full([1], 5f).requires_grad_();
        IList<Tensor> grads = autograd.grad([x * y], [x, y]);
        Assert.Equal((5f, 3f), (grads[0].ToSingle(), grads[1].ToSingle()));
        Assert.Null(x.grad);
    }

    [Fact]
    public void Backward_without_a_graph_is_an_error_not_a_crash()
    {
        using Tensor x = ones(1);
        Assert.Throws<ExternalException>(x.backward);
        using Tensor leaf = ones([2], requires_grad: true);
        using Tensor pair = leaf * 2;
        Assert.Throws<ExternalException>(pair.backward); // no gradient of more than one number
    }

    [Fact]
    public void Own_function_has_its_own_backward()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 1, -2 }, requires_grad: true);
        Tensor y = Scaled.apply(x, 3f);
        Assert.Equal([3f, -6f], y.data<float>().ToArray());
        Assert.True(y.requires_grad);
        y.backward([tensor(new float[] { 1, 10 })]);
        Assert.Equal([300f, 3000f], x.grad!.data<float>().ToArray()); // 100 times the true one, as its backward says
    }

    [Fact]
    public void Own_function_works_within_a_larger_graph_and_without_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], requires_grad: true);
        (Scaled.apply(x * 2, 1f) * 5).sum().backward();
        Assert.Equal([1000f, 1000f], x.grad!.data<float>().ToArray());
        using (no_grad())
        {
            Assert.False(Scaled.apply(x, 2f).requires_grad);
        }

        Assert.False(Scaled.apply(ones(1), 2f).requires_grad);
    }

    [Fact]
    public void Function_of_several_results_gets_a_gradient_for_each()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 3f).requires_grad_();
        List<Tensor> results = SquareAndDouble.apply(x);
        Assert.Equal((9f, 6f), (results[0].ToSingle(), results[1].ToSingle()));
        ((results[0] * 10) + results[1]).backward();
        Assert.Equal((10 * 2 * 3f) + 2, x.grad!.ToSingle());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exception_in_an_own_function_comes_back_from_the_call(bool inForward)
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], requires_grad: true);
        NotSupportedException error = inForward
            ? Assert.Throws<NotSupportedException>(() => Failing.apply(x, true))
            : Assert.Throws<NotSupportedException>(() => Failing.apply(x, false).backward());
        Assert.Contains("half a function", error.Message, StringComparison.Ordinal);
        Assert.Contains(inForward ? nameof(Failing.forward) : nameof(Failing.backward), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_count_of_gradients_is_an_error()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], requires_grad: true);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => TooFew.apply(x, 1).backward());
        Assert.Contains("1 gradients for 2 arguments", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_function_leaves_no_tensor_behind()
    {
        using Tensor x = ones([2], requires_grad: true);
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (int i = 0; i < 3; i++)
        {
            using Tensor result = Scaled.apply(x, 2f);
            using Tensor sum = result.sum();
            sum.backward();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Saved_tensor_that_was_changed_is_noticed()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], requires_grad: true);
        Tensor between = x * 2;
        Tensor y = SquareAndDouble.apply(between)[0];
        between.add_(1);
        ExternalException error = Assert.Throws<ExternalException>(y.backward);
        Assert.Contains("modified by an inplace operation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anomalies_are_looked_for_until_told_otherwise()
    {
        Assert.False(AnomalyMode.IsEnabled);
        using (autograd.detect_anomaly())
        {
            Assert.True(AnomalyMode.IsEnabled);
            using (autograd.set_detect_anomaly(true, check_nan: false))
            {
                Assert.False(AnomalyMode.ShouldCheckNaN);
            }

            Assert.True(AnomalyMode.ShouldCheckNaN);
        }

        Assert.False(AnomalyMode.IsEnabled);
    }

    /// <summary>x times a factor, with a gradient a hundred times too large to tell it from the true one.</summary>
    private sealed class Scaled : autograd.SingleTensorFunction<Scaled>
    {
        public override string Name => nameof(Scaled);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("factor", vars[1]);
            return (Tensor)vars[0] * (float)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * (100 * (float)ctx.get_data("factor")), null!];
    }

    private sealed class SquareAndDouble : autograd.MultiTensorFunction<SquareAndDouble>
    {
        public override string Name => nameof(SquareAndDouble);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return [x * x, x * 2];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
            [(grad_outputs[0] * ctx.get_saved_variables()[0] * 2) + (grad_outputs[1] * 2)];
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            (bool)vars[1] ? throw new NotSupportedException("half a function") : (Tensor)vars[0] * 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new NotSupportedException("the other half a function");
    }

    private sealed class TooFew : autograd.SingleTensorFunction<TooFew>
    {
        public override string Name => nameof(TooFew);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }
}
