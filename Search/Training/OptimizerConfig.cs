using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Training;

/// <summary>An optimizer and its constants; learning rate and weight decay belong to the training that uses it.</summary>
public sealed record OptimizerConfig
{
    /// <summary>The rule. AdamW needs no tuning from one network size to the next.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.AdamW;

    /// <summary>Momentum of SGD and RMSprop; null takes 0.9 for SGD, as in the published retraining, and none for RMSprop.</summary>
    public double? Momentum { get; init; }

    /// <summary>Whether SGD looks ahead along its momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Decay of Adam's and AdamW's mean of the gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of Adam's and AdamW's mean of the squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Decay of RMSprop's mean of the squared gradient.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the root of a mean square before something is divided by it.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        (string Name, double Value)[] shares = [("momentum", Momentum ?? 0), ("beta1", Beta1), ("beta2", Beta2), ("alpha", Alpha)];
        List<string> problems = [.. shares.Where(share => share.Value is not (>= 0 and < 1)).Select(share => $"{path}.{share.Name} is {share.Value}, not 0 to below 1")];
        if (Epsilon is not (> 0 and <= 1))
        {
            problems.Add($"{path}.epsilon is {Epsilon}, not above 0 to 1");
        }

        if (Nesterov && (Kind != OptimizerKind.Sgd || Momentum == 0))
        {
            problems.Add($"{path}.nesterov needs kind sgd with momentum");
        }

        return problems;
    }

    /// <summary>Makes the optimizer of <paramref name="parameters"/>, which are already on their device.</summary>
    public OptimizerHelper Create(IEnumerable<Parameter> parameters, double learningRate, double weightDecay)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Kind switch
        {
            OptimizerKind.AdamW => optim.AdamW(parameters, lr: learningRate, beta1: Beta1, beta2: Beta2, eps: Epsilon, weight_decay: weightDecay),
            OptimizerKind.Adam => optim.Adam(parameters, lr: learningRate, beta1: Beta1, beta2: Beta2, eps: Epsilon, weight_decay: weightDecay),
            OptimizerKind.Sgd => optim.SGD(parameters, learningRate, momentum: Momentum ?? 0.9, weight_decay: weightDecay, nesterov: Nesterov),
            OptimizerKind.RmsProp => optim.RMSProp(parameters, lr: learningRate, alpha: Alpha, eps: Epsilon, weight_decay: weightDecay, momentum: Momentum ?? 0),
            _ => throw new InvalidOperationException($"no optimizer {Kind}"),
        };
    }
}
