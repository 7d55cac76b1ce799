namespace TorchSharp.Modules;

/// <summary>Parameters that share options of one optimizer's type.</summary>
public class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    /// <summary>Makes a group without parameters or options; set both.</summary>
    public ParamGroup()
    {
    }

    /// <summary>Makes a group of parameters; options that are not given are the optimizer's.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options;
    }

    public new TOptions? Options
    {
        get => (TOptions?)base.Options;
        set => base.Options = value;
    }
}
