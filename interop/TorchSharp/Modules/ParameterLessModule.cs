using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module of one argument that holds nothing, so that there is nothing to move and nothing to register.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal("buffer", name);

    public override void register_parameter(string name, Parameter param) => throw Refusal("parameter", name);

    public override void register_module(string name, nn.Module submodule) => throw Refusal("sub-module", name);

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string kind, string component) =>
        new($"{GetName()} holds no components: the {kind} '{component}' cannot be registered with it.");
}
