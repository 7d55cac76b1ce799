using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// One argument of an operator, made implicitly from whatever the schema wants there. It holds the object behind a handle or a
/// list, which keeps that alive during the call.
/// </summary>
internal readonly struct Arg
{
    private Arg(ValueKind kind, long bits, object? reference = null)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>An argument left to "none".</summary>
    public static Arg None => default;

    public ValueKind Kind { get; }

    public long Bits { get; }

    public object? Reference { get; }

    /// <summary>A list in which null means "no tensor here", as indexing takes it.</summary>
    public static Arg Optional(Tensor?[] tensors) => new(ValueKind.OptionalTensorList, 0, tensors);

    public static implicit operator Arg(Tensor? tensor) => tensor is null ? None : new(ValueKind.Tensor, 0, tensor);

    public static implicit operator Arg(Tensor[] tensors) => new(ValueKind.TensorList, 0, tensors);

    public static implicit operator Arg(long value) => new(ValueKind.Int, value);

    public static implicit operator Arg(long? value) => value is { } number ? number : None;

    public static implicit operator Arg(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } number ? number : None;

    public static implicit operator Arg(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    public static implicit operator Arg(long[]? values) => values is null ? None : new(ValueKind.IntList, 0, values);

    public static implicit operator Arg(double[]? values) => values is null ? None : new(ValueKind.DoubleList, 0, values);

    public static implicit operator Arg(string? text) => text is null ? None : new(ValueKind.String, 0, text);

    public static implicit operator Arg(ScalarType type) => new(ValueKind.Int, (long)type);

    public static implicit operator Arg(ScalarType? type) => type is { } known ? known : None;

    public static implicit operator Arg(Device? device) => device is null ? None : new(ValueKind.Device, 0, device);

    public static implicit operator Arg(Generator? generator) => generator is null ? None : new(ValueKind.Generator, 0, generator);

    public static implicit operator Arg(Scalar? scalar) => scalar is null ? None : new(scalar.Kind, scalar.Bits);
}
