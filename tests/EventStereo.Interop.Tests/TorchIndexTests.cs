using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Indices in brackets against positions worked out by hand on a 3 x 4 tensor of 0 to 11.</summary>
public sealed class TorchIndexTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor grid = arange(12, dtype: ScalarType.Float32).view(3, 4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Positions_select() => Assert.Equal((6f, 11f), (grid[1, 2].ToSingle(), grid[-1, -1].ToSingle()));

    [Fact]
    public void Slices_cut()
    {
        Assert.Equal([4f, 5f, 8f, 9f], grid[1.., ..2].data<float>().ToArray());
        Assert.Equal([1f, 3f], grid[TensorIndex.Single(0), TensorIndex.Slice(1, null, 2)].data<float>().ToArray());
        Assert.Equal([3f, 7f, 11f], grid[TensorIndex.Ellipsis, TensorIndex.Single(3)].data<float>().ToArray());
        Assert.Equal([3, 1, 4], grid[TensorIndex.Colon, TensorIndex.Null].shape);
        Assert.Equal([1, 3, 4], grid[TensorIndex.None, TensorIndex.Ellipsis].shape);
        Assert.Equal([8f, 9f, 10f], grid[^1, ..^1].data<float>().ToArray());
    }

    [Fact]
    public void Masks_and_tensors_of_positions_pick()
    {
        Assert.Equal([9f, 10f, 11f], grid[TensorIndex.Tensor(grid > 8)].data<float>().ToArray());
        Tensor rows = tensor(new long[] { 2, 0 }), columns = tensor(new long[] { 1, 3 });
        Assert.Equal([9f, 3f], grid[TensorIndex.Tensor(rows), TensorIndex.Tensor(columns)].data<float>().ToArray());
        Assert.Equal([1f, 3f, 9f, 11f], grid[TensorIndex.Slice(0, null, 2), TensorIndex.Tensor(columns)].data<float>().ToArray());
        Assert.Equal([9f, 10f, 11f], grid.masked_select(grid > 8).data<float>().ToArray());
        Assert.Equal([8f, 9f, 10f, 11f, 0f, 1f, 2f, 3f], grid.index_select(0, rows).data<float>().ToArray());
        Assert.Equal([1f, 7f, 9f], grid.gather(1, tensor(new long[] { 1, 3, 1 }, 3, 1)).data<float>().ToArray());
        Assert.Equal([[2, 1], [2, 2], [2, 3]], grid.gt(8).nonzero().data<long>().ToArray().Chunk(2));
    }

    [Fact]
    public void Writing_goes_to_what_is_picked()
    {
        grid[1] = tensor(-1f);
        grid[TensorIndex.Colon, TensorIndex.Single(0)] = zeros(3);
        grid[TensorIndex.Tensor(grid > 8)] = tensor(100f);
        Assert.Equal([0f, 1f, 2f, 3f, 0f, -1f, -1f, -1f, 0f, 100f, 100f, 100f], grid.data<float>().ToArray());
    }

    [Fact]
    public void Adding_counts_a_position_as_often_as_it_comes()
    {
        Tensor counts = zeros(3);
        counts.index_put_(ones(4), [TensorIndex.Tensor(tensor(new long[] { 0, 2, 2, 2 }))], accumulate: true);
        Assert.Equal([1f, 0f, 3f], counts.data<float>().ToArray());
    }

    [Fact]
    public void Picking_leaves_no_tensor_behind()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        grid[1, 2].Dispose();
        grid[1.., ..2].Dispose();
        using (Tensor mask = grid > 8)
        {
            grid[TensorIndex.Tensor(mask)].Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
