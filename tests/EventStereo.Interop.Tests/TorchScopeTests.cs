using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Dispose scopes: who owns what, and the counts of it.</summary>
public sealed class TorchScopeTests
{
    [Fact]
    public void Scope_disposes_what_was_made_in_it()
    {
        Tensor inside;
        using Tensor outside = ones(1);
        using (NewDisposeScope())
        {
            inside = outside + 1;
            Assert.False(inside.IsInvalid);
        }

        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void Tensor_moves_to_the_outer_scope_and_out_of_the_last()
    {
        Tensor kept, result;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                result = ones(1).MoveToOuterDisposeScope();
            }

            Assert.False(result.IsInvalid);
            kept = ones(1).MoveToOuterDisposeScope();
        }

        Assert.True(result.IsInvalid);
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Detached_tensor_is_its_holders()
    {
        Tensor state;
        using (NewDisposeScope())
        {
            state = ones(1).DetachFromDisposeScope();
        }

        Assert.False(state.IsInvalid);
        state.Dispose();
    }

    [Fact]
    public void Scope_keeps_what_it_is_told_to()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = ones(1), second = ones(1);
        scope.DisposeEverythingBut(first);
        Assert.False(first.IsInvalid);
        Assert.True(second.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.True(scope.Contains(first));
    }

    [Fact]
    public void Tensor_disposed_by_hand_leaves_its_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor value = ones(1);
        value.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Attached_tensor_is_the_scopes()
    {
        Tensor value = ones(1);
        using (DisposeScope scope = NewDisposeScope())
        {
            scope.Attach(value);
        }

        Assert.True(value.IsInvalid);
    }

    [Fact]
    public void Scopes_are_each_threads_own()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;
        Thread thread = new(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(elsewhere!.IsInvalid); // the thread made it
        elsewhere.Dispose();
    }

    [Fact]
    public void Statistics_count_by_the_way_a_tensor_goes()
    {
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        Tensor outside = ones(1);
        using (NewDisposeScope())
        {
            _ = ones(1);
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }

        outside.Dispose();
        LifetimeStatistics tensors = statistics.TensorStatistics;
        Assert.Equal((1L, 3L), (tensors.CreatedOutsideScopeCount, tensors.CreatedInScopeCount));
        Assert.Equal((2L, 2L), (tensors.DisposedOutsideScopeCount, tensors.DisposedInScopeCount));
        Assert.Equal(1, tensors.DetachedFromScopeCount);
        Assert.Equal(0, tensors.ThreadTotalLiveCount);
    }

    [Fact]
    public void Expression_in_a_scope_hands_out_its_result_alone()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using Tensor result = WrappedTensorDisposeScope(() => (ones(2) + 1) * 3);
        Assert.Equal([6f, 6f], result.data<float>().ToArray());
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
