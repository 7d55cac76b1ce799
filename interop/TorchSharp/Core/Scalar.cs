namespace TorchSharp;

/// <summary>A number with its type, as libtorch's operators take one beside tensors; it does not promote the tensor's type within its category.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ValueKind kind, long bits, torch.ScalarType type)
    {
        Kind = kind;
        Bits = bits;
        Type = type;
    }

    private Scalar(double value, torch.ScalarType type)
        : this(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), type)
    {
    }

    public torch.ScalarType Type { get; }

    internal ValueKind Kind { get; }

    internal long Bits { get; }

    public static implicit operator Scalar(byte value) => new(ValueKind.Int, value, torch.ScalarType.Byte);

    public static implicit operator Scalar(sbyte value) => new(ValueKind.Int, value, torch.ScalarType.Int8);

    public static implicit operator Scalar(short value) => new(ValueKind.Int, value, torch.ScalarType.Int16);

    public static implicit operator Scalar(int value) => new(ValueKind.Int, value, torch.ScalarType.Int32);

    public static implicit operator Scalar(long value) => new(ValueKind.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float16);

    public static implicit operator Scalar(float value) => new(value, torch.ScalarType.Float32);

    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(ValueKind.Bool, value ? 1 : 0, torch.ScalarType.Bool);

    /// <summary>Nothing to release: the number lives in this object.</summary>
    public void Dispose()
    {
    }

    /// <summary>The number that an operator returned, typed by the tensor that it came from.</summary>
    internal static Scalar From(in NativeValue value, torch.ScalarType type) => new(value.Kind, value.Bits, type);

    internal double AsDouble() => Kind == ValueKind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64() => Kind == ValueKind.Double ? checked((long)BitConverter.Int64BitsToDouble(Bits)) : Bits;
}
