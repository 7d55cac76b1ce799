using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that share their options.</summary>
public class ParamGroup : ILearningRateController
{
    /// <summary>Makes a group without parameters or options; set both.</summary>
    public ParamGroup()
    {
    }

    /// <summary>The parameters; an optimizer that takes the group fixes which they are.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The options; an optimizer that takes the group fills in what is not given.</summary>
    public OptimizerOptions? Options { get; set; }

    public double LearningRate
    {
        get => Required.LearningRate ?? throw new InvalidOperationException("The group has no learning rate before an optimizer takes it");
        set => Required.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Required.InitialLearningRate;
        set => Required.InitialLearningRate = value;
    }

    private OptimizerOptions Required => Options ?? throw new InvalidOperationException("The group has no options before an optimizer takes it");
}
