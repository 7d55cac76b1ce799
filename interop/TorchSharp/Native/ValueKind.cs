namespace TorchSharp;

/// <summary>What an operator's argument or result is; the numbers are those of <c>torch_ops.cpp</c>.</summary>
internal enum ValueKind : long
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    TensorList = 7,
    OptionalTensorList = 8,
    String = 9,
    Device = 10,
    Generator = 11,
}
