using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules of one tensor run one after the other. What lies between them is disposed as soon as it is used.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : base(nameof(Sequential))
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach ((string component, nn.Module<Tensor, Tensor> module) in modules)
        {
            register_module(component, module);
        }
    }

    protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(Sequential))
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (nn.Module<Tensor, Tensor> module in modules)
        {
            append(module);
        }
    }

    public int Count => _internal_submodules.Count;

    public nn.IModule<Tensor, Tensor> this[int index] => (nn.IModule<Tensor, Tensor>)_internal_submodules[index].Item2;

    /// <summary>A sequence of the same modules, from one index up to but not including another.</summary>
    public Sequential this[Range index]
    {
        get
        {
            (int start, int length) = index.GetOffsetAndLength(Count);
            return new Sequential([.. _internal_submodules.Skip<(string Name, nn.Module Module)>(start).Take(length).Select(item => (item.Name, (nn.Module<Tensor, Tensor>)item.Module))]);
        }
    }

    /// <summary>A sequence of the same modules; null stands for the beginning or the end.</summary>
    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

    /// <summary>Adds a module at the end under its index.</summary>
    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(Count.ToString(CultureInfo.InvariantCulture), module);

    /// <summary>Adds a module at the end.</summary>
    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        register_module(name, (nn.Module)module);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Tensor current = tensor;
        foreach (nn.Module module in _internal_submodules.values())
        {
            Tensor next = ((nn.IModule<Tensor, Tensor>)module).call(current);
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
            {
                current.Dispose();
            }

            current = next;
        }

        // The caller owns the result apart from the input, also where nothing was done to it.
        return ReferenceEquals(current, tensor) ? tensor.alias() : current;
    }
}
