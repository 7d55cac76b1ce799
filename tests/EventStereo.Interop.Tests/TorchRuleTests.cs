using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Rules of the published package that are easily got wrong: default and promoted types, broadcasting, corners of indexing, equality, what a scope takes.</summary>
public sealed class TorchRuleTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Numbers_without_a_type_make_long_integers_or_the_default_type()
    {
        Assert.Equal(ScalarType.Int64, full([1], 3).dtype);
        Assert.Equal(ScalarType.Int64, full([1], true).dtype);
        Assert.Equal(ScalarType.Float32, full([1], 3.0).dtype);
        Assert.Equal(ScalarType.Int64, arange(5).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.25).dtype);
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], arange(0, 1, 0.25).data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, linspace(0, 1, 2).dtype);
        Assert.Equal(ScalarType.Float64, tensor(1.0).dtype);
        Assert.Equal(ScalarType.Int32, tensor(1).dtype);
    }

    [Fact]
    public void Types_promote_by_category_not_by_width_of_numbers()
    {
        Tensor single = ones(1), integer = tensor(new[] { 3 });
        Assert.Equal(ScalarType.Float32, (single * 2.5).dtype);
        Assert.Equal(ScalarType.Float32, (integer * 2.5).dtype);
        Assert.Equal(ScalarType.Int32, (integer * 2L).dtype);
        Assert.Equal(ScalarType.Float32, (integer / 2).dtype);
        Assert.Equal(ScalarType.Float64, (single + ones([1], dtype: ScalarType.Float64)).dtype);
        Assert.Equal(ScalarType.Float32, (single + tensor(2.0)).dtype); // a tensor without dimensions counts as a number
        Assert.Equal(1.5f, (integer / 2).ToSingle());
        Assert.Equal((-2L, -1L), (integer.neg().div(2, RoundingMode.floor).ToInt64(), integer.neg().div(2, RoundingMode.trunc).ToInt64()));
    }

    [Fact]
    public void Shapes_broadcast_from_the_right()
    {
        Tensor column = tensor(new float[] { 1, 2 }).view(2, 1), row = tensor(new float[] { 10, 20, 30 });
        Assert.Equal([11f, 21f, 31f, 12f, 22f, 32f], (column + row).data<float>().ToArray());
        Assert.Equal([2, 3], (column * row).shape);
        Assert.Throws<ExternalException>(() => ones(2, 3) + ones(2));
        Assert.Throws<ExternalException>(() => ones(3).add_(ones(2, 3))); // in place the shape stays
    }

    [Fact]
    public void Indices_meet_their_corners()
    {
        Tensor cube = arange(24, dtype: ScalarType.Float32).view(2, 3, 4);
        Assert.Equal([3, 4], cube[TensorIndex.Single(-1)].shape);
        Assert.Equal([2, 3], cube[TensorIndex.Ellipsis, 0].shape);
        Assert.Equal([2], cube[TensorIndex.Ellipsis, 1, 0].shape);
        Assert.Equal([1, 2, 3, 1, 4], cube[TensorIndex.Null, TensorIndex.Colon, TensorIndex.Ellipsis, TensorIndex.None, TensorIndex.Colon].shape);
        Assert.Equal([1, 2, 3, 4], cube[TensorIndex.Bool(true)].shape);
        Assert.Equal([0, 2, 3, 4], cube[TensorIndex.Bool(false)].shape);
        Assert.Equal([2, 1, 4], cube[.., 1..2].shape);
        Assert.Equal([2, 2, 4], cube[.., ..^1].shape);
        Assert.Equal([0, 3, 4], cube[5..].shape); // slices are cut to the tensor
        Assert.Equal([4f, 6f, 16f, 18f], cube[TensorIndex.Colon, 1, TensorIndex.Slice(step: 2)].data<float>().ToArray());
        Assert.Throws<ExternalException>(() => cube[0, 0, 0, 0]);
        Assert.Throws<ExternalException>(() => cube[TensorIndex.Ellipsis, 0, 0, 0, 0]);
        Assert.Throws<ExternalException>(() => cube[2]);
        Assert.Throws<ExternalException>(() => cube[TensorIndex.Slice(step: -1)]);
    }

    [Fact]
    public void Tensors_of_positions_are_paired_and_masks_span_dimensions()
    {
        Tensor grid = arange(12, dtype: ScalarType.Float32).view(3, 4);
        Tensor rows = tensor(new long[] { 0, 2 }), columns = tensor(new long[] { 1, 3 });
        Assert.Equal([1f, 11f], grid[TensorIndex.Tensor(rows), TensorIndex.Tensor(columns)].data<float>().ToArray());
        Assert.Equal([2, 2], grid[TensorIndex.Colon, TensorIndex.Tensor(columns)][..2].shape);
        Assert.Equal([10f, 11f], grid[TensorIndex.Tensor(grid > 9)].data<float>().ToArray());
        grid[TensorIndex.Tensor(grid > 9)] = tensor(-1f);
        grid[TensorIndex.Tensor(rows), 0] = tensor(new[] { 7f, 8f });
        grid[1] = tensor(new[] { 5f, 5f, 5f, 5f });
        Assert.Equal([7f, 1f, 2f, 3f, 5f, 5f, 5f, 5f, 8f, 9f, -1f, -1f], grid.data<float>().ToArray());
        Assert.Throws<ExternalException>(() => grid[TensorIndex.Tensor(tensor(new long[] { 3 }))]);
        Assert.Throws<ExternalException>(() => grid[TensorIndex.Tensor(ones([4], dtype: ScalarType.Bool))]); // the mask has 3 rows to match
    }

    [Fact]
    public void Reductions_over_nothing_and_everything()
    {
        Tensor none = zeros(0, 3);
        Assert.Equal([0f, 0f, 0f], none.sum(0L).data<float>().ToArray());
        Assert.True(double.IsNaN(none.mean().ToDouble()));
        Assert.Throws<ExternalException>(() => none.max());
        Assert.Throws<ExternalException>(() => ones(2).sum(3));
        Assert.Equal(1.0, ones(5).@var(unbiased: false).add(1).ToDouble());
        Assert.Equal((true, false), (ones(3).all().ToBoolean(), zeros(3).any().ToBoolean()));
    }

    [Fact]
    public void Equality_is_of_shape_and_elements()
    {
        Tensor one = ones(2), same = ones(2);
        Assert.True(one.Equals(same) && one.Equals((object)same));
        Assert.False(one.Equals(ones(3)) || one.Equals((object)"no tensor"));
        Assert.Equal([true, true], (one == same).data<bool>().ToArray());
    }

    [Fact]
    public void Leaf_that_needs_a_gradient_refuses_changes_in_place()
    {
        Tensor leaf = zeros([2], requires_grad: true);
        Assert.True(leaf.is_leaf && leaf.requires_grad && !(leaf + 1).is_leaf);
        Assert.Throws<ExternalException>(() => leaf.add_(1));
        using (no_grad())
        {
            Assert.Equal([1f, 1f], leaf.add_(1).data<float>().ToArray());
        }

        Assert.Throws<ExternalException>(() => tensor(new[] { 1 }).requires_grad_()); // whole numbers have no gradients
    }

    [Fact]
    public void Number_is_read_from_one_element_of_its_own_type()
    {
        Assert.Equal((7, 7L, (byte)7, true), (tensor(7).item<int>(), tensor(7L).item<long>(), tensor((byte)7).item<byte>(), tensor(true).item<bool>()));
        Assert.Equal(0.5f, ones([1], dtype: ScalarType.Float16).div(2).ToSingle());
        Assert.Throws<ArgumentException>(() => tensor(7).item<long>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ExternalException>(() => ones(2).ToScalar());
    }

    [Fact]
    public void Size_that_overflows_is_refused() =>
        Assert.ThrowsAny<ArithmeticException>(() => tensor(Array.Empty<float>(), [1L << 62, 4]));

    [Fact]
    public void Padding_by_name_has_no_numbers()
    {
        using TorchSharp.Modules.Conv2d same = nn.Conv2d(1, 1, 3, padding: Padding.Same);
        Assert.Null(same.padding);
        Assert.Equal(Padding.Same, same.padding_type);
        Assert.Equal([1, 1, 5, 7], same.call(ones(1, 1, 5, 7)).shape);
        same.SetPadding([0, 0]);
        Assert.Equal([1, 1, 3, 5], same.call(ones(1, 1, 5, 7)).shape);
    }

    [Fact]
    public void Scope_takes_tensors_only()
    {
        using MemoryStream stream = new();
        Assert.Throws<InvalidOperationException>(() => scope.Attach(stream));
        Assert.False(scope.Contains(stream));
    }
}
