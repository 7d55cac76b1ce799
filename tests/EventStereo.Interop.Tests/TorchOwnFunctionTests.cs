using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Autograd functions of one's own where it gets rough: failures, many tensors, missing gradients, what the graph holds and lets go.</summary>
public sealed class TorchOwnFunctionTests
{
    [Fact]
    public void Input_used_twice_gets_both_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([2], 3f).requires_grad_();
        Product.apply(x, x).sum().backward();
        Assert.Equal([6f, 6f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Function_used_twice_in_a_chain_multiplies_its_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 2f).requires_grad_(), y = full([1], 5f);
        Product.apply(Product.apply(x, y), x).backward(); // 5 x^2
        Assert.Equal(20f, x.grad!.ToSingle());
        Assert.Null(y.grad);
    }

    [Fact]
    public void Gradient_of_the_gradient_is_recorded_when_asked_for()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 2f).requires_grad_();
        Tensor cube = Product.apply(Product.apply(x, x), x);
        Tensor slope = autograd.grad([cube], [x], create_graph: true)[0];
        slope.backward();
        Assert.Equal((12f, 12f), (slope.ToSingle(), x.grad!.ToSingle())); // 3 x^2 and 6 x at 2
    }

    [Fact]
    public void Graph_serves_one_backward_unless_retained()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 2f).requires_grad_();
        Tensor y = Product.apply(x, x);
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal(8f, x.grad!.ToSingle());
        ExternalException error = Assert.Throws<ExternalException>(y.backward);
        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Any_number_of_tensors_is_saved_and_returned(int count)
    {
        using var scope = NewDisposeScope();
        Tensor x = full([1], 2f).requires_grad_();
        List<Tensor> powers = Powers.apply(x, count);
        Assert.Equal(count, powers.Count);
        powers[^1].backward();
        Assert.Equal((float)count, x.grad!.ToSingle()); // of count times x
    }

    [Fact]
    public void Missing_gradients_are_zeros_or_null_as_the_function_says()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], requires_grad: true);
        Witness seen = new();
        Watched.apply(x, seen, true)[0].backward();
        Assert.Equal(0f, Assert.IsType<Tensor>(seen.Second).ToSingle());
        Watched.apply(x, seen, false)[0].backward();
        Assert.Null(seen.Second);
        Assert.True(seen.NothingUnderAnUnknownName);
    }

    [Fact]
    public void Result_can_be_excluded_from_the_graph()
    {
        using var scope = NewDisposeScope();
        List<Tensor> results = Watched.apply(ones([1], requires_grad: true), new Witness(), true);
        Assert.Equal([true, true, false], results.Select(result => result.requires_grad));
    }

    [Fact]
    public void Gradient_for_an_argument_that_is_no_tensor_is_an_error()
    {
        using var scope = NewDisposeScope();
        Tensor y = TooMuch.apply(ones([1], requires_grad: true), 2f);
        Assert.Contains("argument 1", Assert.Throws<InvalidOperationException>(y.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_of_libtorch_within_a_function_comes_back_as_it_was()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], requires_grad: true);
        Assert.Contains("must match the size", Assert.Throws<ExternalException>(() => Product.apply(x, ones(3))).Message, StringComparison.Ordinal);
        Assert.True(is_grad_enabled()); // the forward ran without recording; that ended with it
        Product.apply(x, x).sum().backward();
        Assert.Equal([2f, 2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Function_that_failed_holds_nothing()
    {
        using Tensor x = ones([1], requires_grad: true);
        Assert.False(IsAliveAfterCollection(ArgumentOfAFailure(x)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference ArgumentOfAFailure(Tensor x)
        {
            Witness argument = new();
            Assert.Throws<InvalidCastException>(() => Product.apply(x, argument));
            return new WeakReference(argument);
        }
    }

    [Fact]
    public void Graph_lets_go_of_what_was_saved_when_its_last_tensor_goes()
    {
        using Tensor x = ones([1], requires_grad: true);
        List<Tensor> results = [];
        WeakReference saved = SavedByAGraph(x, results);
        Assert.True(IsAliveAfterCollection(saved));
        results.ForEach(result => result.Dispose());
        Assert.False(IsAliveAfterCollection(saved));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference SavedByAGraph(Tensor x, List<Tensor> results)
        {
            Witness witness = new();
            results.AddRange(Watched.apply(x, witness, true));
            return new WeakReference(witness);
        }
    }

    [Fact]
    public void Hundred_training_steps_gain_no_tensor()
    {
        using Tensor weight = ones([4, 4], requires_grad: true);
        Step(weight);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 100; i++)
        {
            Step(weight);
        }

        Assert.Equal(before, Tensor.TotalCount);

        static void Step(Tensor weight)
        {
            using var scope = NewDisposeScope();
            Tensor loss = Product.apply(weight.matmul(weight), Powers.apply(weight, 3)[2]).sum();
            loss.backward();
            using var still = no_grad();
            weight.sub_(weight.grad! * 1e-6f);
            weight.grad = null;
        }
    }

    [Fact]
    public void Threads_apply_functions_side_by_side()
    {
        float[] gradients = new float[4];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            for (int i = 0; i < 50; i++)
            {
                using var scope = NewDisposeScope();
                Tensor x = full([1], (float)thread).requires_grad_();
                Product.apply(x, x).backward();
                gradients[thread] = x.grad!.ToSingle();
                Assert.Throws<InvalidCastException>(() => Product.apply(x, "no tensor"));
            }
        });
        Assert.Equal([0f, 2f, 4f, 6f], gradients);
    }

    private static bool IsAliveAfterCollection(WeakReference reference)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return reference.IsAlive;
    }

    private sealed class Product : autograd.SingleTensorFunction<Product>
    {
        public override string Name => nameof(Product);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1]]);
            return (Tensor)vars[0] * (Tensor)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            List<Tensor> factors = ctx.get_saved_variables();
            return [grad_output * factors[1], grad_output * factors[0]];
        }
    }

    /// <summary>x, 2 x, ... count x, each saved.</summary>
    private sealed class Powers : autograd.MultiTensorFunction<Powers>
    {
        public override string Name => nameof(Powers);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            List<Tensor> results = [.. Enumerable.Range(1, (int)vars[1]).Select(factor => (Tensor)vars[0] * factor)];
            ctx.save_for_backward([null!, .. results]);
            return results;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            List<Tensor> saved = ctx.get_saved_variables();
            Assert.Null(saved[0]);
            Assert.Equal(grad_outputs.Count + 1, saved.Count);
            return [stack([.. grad_outputs.Select((grad, i) => grad * (i + 1))]).sum(0L), null!];
        }
    }

    /// <summary>Shows the gradient by its second result to a witness; the third result has none.</summary>
    private sealed class Watched : autograd.MultiTensorFunction<Watched>
    {
        public override string Name => nameof(Watched);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads((bool)vars[2]);
            ctx.save_data("witness", vars[1]);
            Tensor x = (Tensor)vars[0], last = x * 3;
            ctx.mark_non_differentiable([last]);
            return [x * 1, x * 2, last];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Witness witness = (Witness)ctx.get_data("witness");
            witness.Second = grad_outputs[1]?.DetachFromDisposeScope();
            witness.NothingUnderAnUnknownName = ctx.get_data("nothing") is null;
            return [grad_outputs[0], null!, null!];
        }
    }

    private sealed class TooMuch : autograd.SingleTensorFunction<TooMuch>
    {
        public override string Name => nameof(TooMuch);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * (float)vars[1];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, grad_output];
    }

    private sealed class Witness
    {
        public Tensor? Second { get; set; }

        public bool NothingUnderAnUnknownName { get; set; }
    }
}
