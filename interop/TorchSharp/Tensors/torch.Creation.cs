using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    private static ScalarType defaultType = ScalarType.Float32;

    public static ScalarType get_default_dtype() => defaultType;

    /// <summary>Sets the element type of new tensors for which none is given.</summary>
    public static void set_default_dtype(ScalarType dtype) => defaultType = is_floating_point(dtype)
        ? dtype
        : throw new ArgumentException("only floating-point types are supported as the default type", nameof(dtype));

    /// <summary>A copy of an array of numbers of any rank.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A copy of an array of numbers of any rank, converted to another element type if one is given.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        ScalarType type = ScalarTypeOf(rawArray.GetType().GetElementType()!); // an array has one
        long[] shape = new long[rawArray.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = rawArray.GetLongLength(i);
        }

        fixed (byte* data = &MemoryMarshal.GetArrayDataReference(rawArray))
        {
            return Copied(data, type, shape, dtype, device, requires_grad, names);
        }
    }

    /// <summary>Numbers from <paramref name="start"/> up to but not including <paramref name="stop"/>; unless a type is given, 64-bit integers if all three are whole, else the default type.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ScalarType type = dtype ?? (is_integral(start.Type) && is_integral(stop.Type) ? TypeFor(step) : defaultType);
        return Made(Ops.Arange.Call(start, stop, step, type, Arg.None, device), requires_grad, null);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Numbers from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Ops.Linspace.Call(start, end, steps, Type(dtype), Arg.None, device), requires_grad, null);

    /// <summary>Ones on the diagonal.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Ops.Eye.Call(rows, columns < 0 ? rows : columns, Type(dtype), Arg.None, device), requires_grad, names);

    /// <summary>Whole numbers drawn from [0, <paramref name="high"/>).</summary>
    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Whole numbers drawn from [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(Ops.RandInt.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device), requires_grad, names);

    /// <summary>The numbers from 0 to <paramref name="n"/> - 1 in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Made(Ops.RandPerm.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, device), requires_grad, null);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(input.zeros_like(dtype, device, requires_grad), requires_grad, names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(input.ones_like(dtype, device, requires_grad), requires_grad, names);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(input.empty_like(dtype, device, requires_grad), requires_grad, names);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(input.full_like(value, dtype, device, requires_grad), requires_grad, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.rand_like(dtype, device, requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.randn_like(dtype, device, requires_grad);

    /// <summary>0 or 1 by the probabilities that the input holds.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    private static ScalarType Type(ScalarType? dtype) => dtype ?? defaultType;

    private static ScalarType TypeFor(Scalar value) => is_integral(value.Type) ? ScalarType.Int64 : defaultType;

    private static Tensor Made(Tensor tensor, bool requiresGrad, string[]? names)
    {
        if (names is { Length: > 0 })
        {
            tensor.Dispose();
            throw new NotSupportedException("names of dimensions are not supported");
        }

        return requiresGrad ? tensor.requires_grad_() : tensor;
    }

    private static ReadOnlySpan<T> Elements<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> known => CollectionsMarshal.AsSpan(known),
        _ => list.ToArray(),
    };

    private static ReadOnlySpan<T> Elements<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static Tensor Copied<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        long count = 1;
        foreach (long size in shape)
        {
            count = checked(count * size);
        }

        if (count != data.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: [{string.Join(", ", shape.ToArray())}] has {count} elements, the array {data.Length}");
        }

        fixed (T* start = data)
        {
            return Copied(start, ScalarTypeOf(typeof(T)), shape, dtype, device, requiresGrad, names);
        }
    }

    private static Tensor Copied(void* data, ScalarType type, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        nint made;
        long bytes;
        fixed (long* sizes = shape)
        {
            Check(ts_from_data(data, (long)type, sizes, shape.Length, &made, &bytes));
        }

        Tensor tensor = new(made, bytes);
        if ((dtype is { } wanted && wanted != type) || (device is not null && device.type != DeviceType.CPU))
        {
            using Tensor copied = tensor;
            tensor = copied.to(dtype ?? type, device ?? CPU);
        }

        return Made(tensor, requiresGrad, names);
    }
}
