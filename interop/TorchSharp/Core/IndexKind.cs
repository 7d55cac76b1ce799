namespace TorchSharp;

/// <summary>What one entry of an index is.</summary>
internal enum IndexKind
{
    Single,
    Slice,
    Tensor,
    Bool,
    Null,
    Ellipsis,
}
