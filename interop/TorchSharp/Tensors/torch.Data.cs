using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A new tensor with a copy of <paramref name="values"/>.</summary>
    private static unsafe Tensor FromArray<T>(T[] values, ScalarType own, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        long elements = 1;
        foreach (long size in dimensions)
        {
            elements = checked(elements * size);
        }

        if (elements != values.LongLength)
        {
            throw new ArgumentException($"mismatched total size: {values.Length} values for {elements} elements", nameof(dimensions));
        }

        Tensor made;
        fixed (T* data = values)
        fixed (long* sizes = dimensions)
        {
            nint handle;
            long bytes;
            Check(ts_from_data(data, (long)own, sizes, dimensions.Length, &handle, &bytes));
            made = new Tensor(handle, bytes);
        }

        if ((dtype is { } wanted && wanted != own) || (device is not null && device.type != DeviceType.CPU))
        {
            made = made.to(dtype ?? own, device ?? CPU, disposeAfter: true);
        }

        return Finish(made, requires_grad, names);
    }

    private static Tensor Finish(Tensor made, bool requires_grad, string[]? names)
    {
        if (names is not null)
        {
            throw new ArgumentException("named dimensions are not part of this subset", nameof(names));
        }

        return requires_grad ? made.requires_grad_() : made;
    }

    /// <summary>The type of a tensor filled with <paramref name="value"/>: the default float for a double, as in PyTorch.</summary>
    private static ScalarType DefaultType(Scalar value) => value.Type == ScalarType.Float64 ? ScalarType.Float32 : value.Type;
}
