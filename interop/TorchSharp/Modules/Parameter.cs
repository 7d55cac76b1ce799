using static TorchSharp.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns: a leaf of the graph.</summary>
public class Parameter : Tensor
{
    /// <summary>Takes over <paramref name="data"/>, which is empty afterwards, and its place in its dispose scope.</summary>
    public Parameter(Tensor data, bool requires_grad = true)
        : this(ScopeOf(data), Take(data), requires_grad)
    {
    }

    private Parameter(DisposeScope? scope, nint handle, bool requires_grad)
        : base(handle, ts_owned_bytes(handle))
    {
        MoveToOtherDisposeScope(scope);
        this.requires_grad = requires_grad;
    }

    private static DisposeScope? ScopeOf(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.OwningDisposeScope;
    }

    /// <summary>The native tensor of <paramref name="data"/>, cut from the graph.</summary>
    private static nint Take(Tensor data)
    {
        using Tensor taken = data;
        return data.detach().DecoupleFromNativeHandle();
    }
}
