using System.Collections;

namespace TorchSharp.Utils;

/// <summary>
/// A tensor's elements from managed code, in row-major order of its shape; reading and writing go to the tensor's memory. It keeps the
/// tensor object alive, but not from being disposed: then each use throws.
/// </summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;
    private readonly T* start;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (!tensor.is_cpu())
        {
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }

        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        start = (T*)tensor.DataPointer;
        Count = tensor.numel();
    }

    /// <summary>How many elements there are.</summary>
    public long Count { get; }

    public bool IsReadOnly => false;

    /// <summary>The element at one index a dimension; with one index for several dimensions, the element at that place in row-major order.</summary>
    /// <exception cref="IndexOutOfRangeException">An index is beyond its dimension.</exception>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => Equals(left, right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !Equals(left, right);

    public T[] ToArray()
    {
        T[] copy = new T[Count];
        CopyTo(copy.AsSpan());
        return copy;
    }

    /// <summary>A copy with the tensor's shape: the element itself for no dimension, else an array of that rank.</summary>
    public Array ToNDArray()
    {
        Array made = shape.Length == 0 ? new T[1] : Array.CreateInstance(typeof(T), shape);
        T[] flat = ToArray();
        fixed (T* source = flat)
        {
            long bytes = Count * sizeof(T);
            fixed (byte* target = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(made))
            {
                Buffer.MemoryCopy(source, target, bytes, bytes);
            }
        }

        return made;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on; the array must have room for all of them.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> target = array.Slice(arrayIndex, Remaining(tensorIndex));
        if (contiguous)
        {
            new ReadOnlySpan<T>(Element(tensorIndex), target.Length).CopyTo(target);
        }
        else
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = *Element(tensorIndex + i);
            }
        }

        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Fills the elements from <paramref name="tensorIndex"/> on from the array.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        source = source[..Math.Min(source.Length, Remaining(tensorIndex))];
        if (contiguous)
        {
            source.CopyTo(new Span<T>(Element(tensorIndex), source.Length));
        }
        else
        {
            for (int i = 0; i < source.Length; i++)
            {
                *Element(tensorIndex + i) = source[i];
            }
        }

        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return Read(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this.SequenceEqual(other);

    public override int GetHashCode() => HashCode.Combine(typeof(T), Count, tensor);

    /// <summary>Nothing to release: the memory is the tensor's.</summary>
    public void Dispose()
    {
    }

    private T Read(long index) => *Element(index);

    private int Remaining(long tensorIndex) => tensorIndex >= 0 && tensorIndex <= Count
        ? checked((int)(Count - tensorIndex))
        : throw new ArgumentOutOfRangeException(nameof(tensorIndex), tensorIndex, $"the tensor has {Count} elements");

    // The address of the element at a place in row-major order.
    private T* Element(long index)
    {
        _ = tensor.Handle; // throws after disposal
        if (contiguous)
        {
            return start + index;
        }

        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            (index, long position) = Math.DivRem(index, shape[d]);
            offset += position * strides[d];
        }

        return start + offset;
    }

    private T* At(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1)
        {
            return indices[0] >= 0 && indices[0] < Count ? Element(indices[0]) : throw new IndexOutOfRangeException($"index {indices[0]} of {Count} elements");
        }

        if (indices.Length != shape.Length)
        {
            throw new ArgumentException($"{indices.Length} indices for {shape.Length} dimensions", nameof(indices));
        }

        _ = tensor.Handle; // throws after disposal
        long offset = 0;
        for (int d = 0; d < shape.Length; d++)
        {
            offset += indices[d] >= 0 && indices[d] < shape[d]
                ? indices[d] * strides[d]
                : throw new IndexOutOfRangeException($"index {indices[d]} in dimension {d} of size {shape[d]}");
        }

        return start + offset;
    }
}
