using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>The step that a training would take next by some gradient, taken on copies: neither its weights nor its optimizer's state change.</summary>
internal sealed class TrialStep : IDisposable
{
    private readonly TrainedWeights trained;
    private readonly Parameter[] copies;
    private readonly OptimizerHelper twin;

    /// <summary>Makes the copies.</summary>
    public TrialStep(TrainedWeights trained)
    {
        this.trained = trained;
        copies = [.. trained.Weights.Select(weight => nn.Parameter(weight.detach().clone()))];
        twin = trained.Make(copies);
    }

    /// <summary>The weights after the step, copies that are the caller's scope's; without a gradient a weight does not move.</summary>
    /// <param name="gradients">Of each weight, null of one that has none.</param>
    /// <param name="factor">What they are multiplied by, to clip them.</param>
    public Tensor[] By(IReadOnlyList<Tensor?> gradients, float factor)
    {
        using IDisposable noGrad = no_grad();
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i].copy_(trained.Weights[i]);
            copies[i].grad = gradients[i] is { } gradient ? gradient * factor : null;
        }

        twin.load_state_dict(trained.Optimizer.state_dict());
        twin.step();
        return Array.ConvertAll(copies, copy => copy.detach().clone());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        twin.Dispose();
        Array.ForEach(copies, copy => copy.Dispose());
    }
}
