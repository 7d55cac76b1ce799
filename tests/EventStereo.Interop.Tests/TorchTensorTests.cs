using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Tensors: making, reading, arithmetic by hand, errors, use after disposal.</summary>
public sealed class TorchTensorTests
{
    [Fact]
    public void Shapes_and_types_are_what_was_asked_for()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 3], zeros(2, 3).shape);
        Assert.Equal(ScalarType.Float32, ones(1).dtype);
        Assert.Equal(ScalarType.Int64, zeros([4], dtype: ScalarType.Int64).dtype);
        Assert.Equal(ScalarType.Float64, tensor(0.5).dtype);
        Assert.Equal(ScalarType.Float32, tensor(0.5f).dtype);
        Assert.Equal(ScalarType.Float32, full([2], 3f).dtype);
        Assert.Equal([5], arange(5).shape);
        Assert.Equal([0f, 0.5f, 1f], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([1f, 0f, 0f, 1f], eye(2).data<float>().ToArray());
        Assert.Equal([], tensor(1).shape);
        Assert.Equal(1, tensor(1).numel());
    }

    [Fact]
    public void Arrays_of_every_element_type_come_back()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1.5f, -2f], tensor(new[] { 1.5f, -2f }).data<float>().ToArray());
        Assert.Equal([1.5, -2], tensor(new[] { 1.5, -2 }).data<double>().ToArray());
        Assert.Equal([long.MaxValue, -1], tensor(new[] { long.MaxValue, -1 }).data<long>().ToArray());
        Assert.Equal([7, -7], tensor(new[] { 7, -7 }).data<int>().ToArray());
        Assert.Equal([(short)300], tensor(new short[] { 300 }).data<short>().ToArray());
        Assert.Equal([(sbyte)-1, (sbyte)1], tensor(new sbyte[] { -1, 1 }).data<sbyte>().ToArray());
        Assert.Equal([(byte)255], tensor(new byte[] { 255 }).data<byte>().ToArray());
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>().ToArray());
    }

    [Fact]
    public void Array_is_copied_not_shared()
    {
        float[] values = [1, 2];
        using Tensor copy = tensor(values);
        values[0] = 9;
        Assert.Equal([1f, 2f], copy.data<float>().ToArray());
    }

    [Fact]
    public void Arrays_take_shapes_and_other_types()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 2], tensor(new float[] { 1, 2, 3, 4 }, 2, 2).shape);
        Assert.Equal([2, 3], tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal([2, 1], from_array(new long[,] { { 1 }, { 2 } }).shape);
        Assert.Equal([3.0], tensor(new[] { 3 }, dtype: ScalarType.Float64).data<double>().ToArray());
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, 2, 2));
    }

    [Fact]
    public void Elements_are_read_in_row_major_order_whatever_the_strides()
    {
        using Tensor rows = arange(6, dtype: ScalarType.Float32).view(2, 3);
        using Tensor columns = rows.transpose(0, 1);
        Assert.False(columns.is_contiguous());
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], columns.data<float>().ToArray());
        Assert.Equal(4f, columns.data<float>()[1, 1]);
        columns.data<float>()[2, 0] = 20;
        Assert.Equal(20f, rows[0, 2].ToSingle());
        Assert.Throws<ArgumentException>(() => rows.data<double>());
    }

    [Fact]
    public void Arithmetic_agrees_with_numbers_by_hand()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2, 3 }), b = tensor(new float[] { 4, 5, 6 });
        Assert.Equal([5f, 7f, 9f], (a + b).data<float>().ToArray());
        Assert.Equal([3f, 3f, 3f], (b - a).data<float>().ToArray());
        Assert.Equal([4f, 10f, 18f], (a * b).data<float>().ToArray());
        Assert.Equal([4f, 2.5f, 2f], (b / a).data<float>().ToArray());
        Assert.Equal([6f, 3f, 2f], (6f / a).data<float>().ToArray());
        Assert.Equal([2f, 1f, 0f], (3f - a).data<float>().ToArray());
        Assert.Equal([-1f, -2f, -3f], (-a).data<float>().ToArray());
        Assert.Equal([1f, 4f, 9f], a.pow(2).data<float>().ToArray());
        Assert.Equal([9f, 12f, 15f], a.add(b, alpha: 2).data<float>().ToArray());
        Assert.Equal([2f, 2f, 3f], a.clamp(min: 2).data<float>().ToArray());
        Assert.Equal([false, true, true], (a >= 2).data<bool>().ToArray());
        Assert.Equal([1f, 1f, 0f], (a % 3f).lt(3).logical_and(a < 3).to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal([4f, 2f, 3f], a.where(a > 1, b).data<float>().ToArray());
        Assert.Equal(32f, a.dot(b).ToSingle());
    }

    [Fact]
    public void Operation_in_place_changes_and_returns_its_tensor()
    {
        using Tensor value = ones(2);
        Assert.Same(value, value.add_(1).mul_(3));
        Assert.Equal([6f, 6f], value.data<float>().ToArray());
        value.addcmul_(value, value, value: 0.5).zero_().fill_(4);
        Assert.Equal(8f, value.sum().ToSingle());
    }

    [Fact]
    public void Reductions_agree_with_numbers_by_hand()
    {
        using var scope = NewDisposeScope();
        Tensor value = tensor(new float[] { 1, 2, 3, 4, 5, 9 }, 2, 3);
        Assert.Equal(24f, value.sum().ToSingle());
        Assert.Equal([6f, 18f], value.sum(1).data<float>().ToArray());
        Assert.Equal([5f, 7f, 12f], value.sum((long[])[0], keepdim: true).data<float>().ToArray());
        Assert.Equal([2f, 6f], value.mean([1]).data<float>().ToArray());
        Assert.Equal(Math.Sqrt((9 + 4 + 1 + 0 + 1 + 25) / 5.0), value.std().ToDouble(), 1e-6); // mean 4, five degrees of freedom
        Assert.Equal((9f, 1f), (value.max().ToSingle(), value.min().ToSingle()));
        (Tensor values, Tensor indexes) = value.max(1);
        Assert.Equal([3f, 9f], values.data<float>().ToArray());
        Assert.Equal([2L, 2L], indexes.data<long>().ToArray());
        Assert.Equal(5L, value.argmax().ToInt64());
        Assert.Equal(3.0, value.median().ToDouble());
        Assert.Equal(4L, value.gt(2).count_nonzero().ToInt64());
        Assert.Equal(Math.Sqrt(136), value.norm().ToDouble(), 1e-5);
        Assert.Equal([1f, 3f, 6f, 4f, 9f, 18f], value.cumsum(1).data<float>().ToArray());
        Assert.Equal([30f, 90f], value.matmul(tensor(new float[] { 1, 1, 9 })).data<float>().ToArray());
    }

    [Fact]
    public void Shapes_change_by_views_and_copies()
    {
        using var scope = NewDisposeScope();
        Tensor value = arange(24, dtype: ScalarType.Float32).view(2, 3, 4);
        Assert.Equal([4, 2, 3], value.permute(2, 0, 1).shape);
        Assert.Equal([2, 12], value.flatten(1).shape);
        Assert.Equal([2, 1, 3, 4], value.unsqueeze(1).shape);
        Assert.Equal([2, 3, 4], value.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([4f, 5f, 6f, 7f], value.select(0, 0).select(0, 1).data<float>().ToArray());
        Assert.Equal([2, 3, 2], value.slice(2, 0, 4, 2).shape);
        Assert.Equal([2, 2, 4], value.narrow(1, 1, 2).shape);
        Assert.Equal([[1, 3, 4], [1, 3, 4]], value.chunk(2).Select(part => part.shape));
        Assert.Equal([1, 2], value.split([1, 2], 1).Select(part => part.shape[1]));
        Assert.Equal([4, 3, 4], cat([value, value]).shape);
        Assert.Equal([2, 2, 3, 4], stack([value, value], 1).shape);
        Assert.Equal([3f, 2f, 1f, 0f], value.flip(2)[0, 0].data<float>().ToArray());
        Assert.Equal([3f, 0f, 1f, 2f], value[0, 0].roll(1).data<float>().ToArray());
        Assert.Equal([5, 2, 3, 4], value.expand(5, 2, 3, 4).shape);
        value.view(24)[0] = tensor(100f);
        Assert.Equal(100f, value[0, 0, 0].ToSingle());
    }

    [Fact]
    public void Error_of_libtorch_is_an_exception_with_its_message()
    {
        using Tensor two = ones(2), three = ones(3);
        ExternalException error = Assert.Throws<ExternalException>(() => two + three);
        Assert.Contains("must match the size", error.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => two.view(3));
        Assert.Throws<ExternalException>(() => two.select(5, 0));
        Assert.Throws<ExternalException>(() => zeros(-1));
        Assert.Throws<ExternalException>(() => two.matmul(ones(3, 3)));
    }

    [Fact]
    public void Use_after_disposal_throws()
    {
        Tensor gone = ones(2);
        gone.Dispose();
        gone.Dispose();
        Assert.True(gone.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => gone.shape);
        Assert.Throws<InvalidOperationException>(() => gone + 1);
        using Tensor alive = ones(2);
        Assert.Throws<InvalidOperationException>(() => alive + gone);
    }

    [Fact]
    public void Bytes_are_the_tensors_own_memory()
    {
        using Tensor value = ones(2);
        value.bytes[..4].Clear();
        Assert.Equal([0f, 1f], value.data<float>().ToArray());
        using Tensor transposed = ones(2, 2).t();
        Assert.Throws<InvalidOperationException>(() => transposed.bytes.Length);
        Assert.Throws<ArgumentException>(() => value.bytes = new byte[4]);
    }

    [Fact]
    public void Conversion_gives_the_values_in_the_other_type()
    {
        using var scope = NewDisposeScope();
        Tensor value = tensor(new float[] { -1.7f, 0, 2.5f });
        Assert.Equal([-1L, 0L, 2L], value.to(ScalarType.Int64).data<long>().ToArray());
        Assert.Equal([true, false, true], value.@bool().data<bool>().ToArray());
        Assert.Equal(DeviceType.CPU, value.cpu().device_type);
        Tensor copy = value.to(ScalarType.Float32, copy: true);
        copy.zero_();
        Assert.Equal(2.5f, value[2].ToSingle());
        Assert.Equal(2.5f, (float)value[2]);
        Assert.Equal(2.5f, value[2].item<float>());
        Assert.Throws<ArgumentException>(() => value.item<float>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Native_memory_that_no_scope_frees_is_known_to_the_collector(bool leavesAScope)
    {
        // To the collector these are objects of some hundred bytes; only their native 32 MB each, never touched, make it run: the later, the more was given back before.
        int before = GC.CollectionCount(0);
        for (int i = 0; i < 400 && GC.CollectionCount(0) == before; i++)
        {
            using DisposeScope? scope = leavesAScope ? NewDisposeScope() : null;
            _ = empty(8 << 20).DetachFromDisposeScope();
        }

        Assert.True(GC.CollectionCount(0) > before, "12 GiB of native memory called for no collection");
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
