using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Hooks run on call, in order, may replace what passes, and can be taken off.</summary>
public sealed class NnHookTests
{
    [Fact]
    public void Hooks_run_through_call_only()
    {
        using Identity identity = nn.Identity();
        int calls = 0;
        identity.register_forward_hook(_ => calls++);
        using Tensor input = ones(1);
        using Tensor direct = identity.forward(input);
        Assert.Equal(0, calls);
        using Tensor called = identity.call(input);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Pre_hook_replaces_the_input_and_hook_the_result()
    {
        using Identity identity = nn.Identity();
        identity.register_forward_pre_hook((_, input) => input + 1);
        identity.register_forward_hook((_, input, output) => (input * 10) + output);
        using Tensor two = full([1], 2f);
        using Tensor result = identity.call(two);
        Assert.Equal(33f, result.ToSingle());
    }

    [Fact]
    public void Hook_that_returns_null_changes_nothing()
    {
        using Identity identity = nn.Identity();
        Tensor? seen = null;
        identity.register_forward_hook((_, _, output) =>
        {
            seen = output;
            return null!;
        });
        using Tensor input = ones(1);
        using Tensor result = identity.call(input);
        Assert.Same(seen, result);
    }

    [Fact]
    public void Removed_hook_is_silent()
    {
        using Identity identity = nn.Identity();
        int calls = 0;
        var first = identity.register_forward_pre_hook(_ => calls++);
        identity.register_forward_hook(_ => calls += 10);
        first.remove();
        first.remove();
        using Tensor input = ones(1);
        using Tensor result = identity.call(input);
        Assert.Equal(10, calls);
    }

    [Fact]
    public void Module_of_two_arguments_passes_both()
    {
        using Sum sum = new();
        sum.register_forward_pre_hook((_, left, right) => (right, right));
        using Tensor one = ones(1), five = full([1], 5f);
        using Tensor result = sum.call(one, five);
        Assert.Equal(10f, result.ToSingle());
    }

    private sealed class Sum() : nn.Module<Tensor, Tensor, Tensor>(nameof(Sum))
    {
        public override Tensor forward(Tensor input1, Tensor input2) => input1 + input2;
    }
}
