using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>What a classification network says at every time step.</summary>
/// <param name="Main">Logits <c>[T B, classes]</c>, time leading.</param>
/// <param name="Auxiliary">The same of the auxiliary read-out, in training alone; null without one.</param>
/// <param name="Steps">Time steps <c>T</c>.</param>
public sealed record StepLogits(Tensor Main, Tensor? Auxiliary, int Steps)
{
    /// <summary>The logits <c>[B, classes]</c> that decide: the mean over the time steps.</summary>
    public Tensor Mean() => Mean(Main, Steps);

    /// <summary>The same of the auxiliary read-out; null without one.</summary>
    public Tensor? AuxiliaryMean() => Auxiliary is null ? null : Mean(Auxiliary, Steps);

    private static Tensor Mean(Tensor logits, int steps) => logits.view([steps, logits.shape[0] / steps, logits.shape[1]]).mean([0L]);
}
