using EventStereo.Search.Classification.Network;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Training;

/// <summary>The loss of a batch: cross-entropy of the read-out, and of the auxiliary one by its weight.</summary>
public static class ClassificationLoss
{
    /// <summary>The loss, nat, a scalar.</summary>
    /// <param name="logits">What the network said.</param>
    /// <param name="labels">Classes <c>[B]</c>, int64.</param>
    /// <param name="form">Of the mean, or step by step.</param>
    /// <param name="smoothing">Share of the target that is spread over all classes (label smoothing), 0 to below 1.</param>
    /// <param name="auxiliaryWeight">Weight of the auxiliary read-out.</param>
    public static Tensor Of(StepLogits logits, Tensor labels, LossForm form, double smoothing, double auxiliaryWeight)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor main = One(logits.Main, logits.Mean());
        return logits.Auxiliary is null || auxiliaryWeight == 0 ? main : main + One(logits.Auxiliary, logits.AuxiliaryMean()!) * (float)auxiliaryWeight; // there with the other

        Tensor One(Tensor ofSteps, Tensor mean) => form == LossForm.Mean
            ? nn.functional.cross_entropy(mean, labels, label_smoothing: smoothing)
            : nn.functional.cross_entropy(ofSteps, labels.repeat([logits.Steps]), label_smoothing: smoothing); // time leading
    }

    /// <summary>The loss of mixed samples: that of both labels by their shares, which is the cross-entropy with the mixed target, as that is linear in it (Zhang et al., ICLR 2018).</summary>
    /// <param name="logits">What the network said.</param>
    /// <param name="labels">Classes <c>[B]</c>, int64.</param>
    /// <param name="others">Classes of the samples mixed in, likewise.</param>
    /// <param name="share">Share of <paramref name="labels"/>, 0 to 1.</param>
    /// <param name="form">As in <see cref="Of"/>, and so the rest.</param>
    /// <param name="smoothing">Of both labels.</param>
    /// <param name="auxiliaryWeight">Weight of the auxiliary read-out.</param>
    public static Tensor OfMixed(StepLogits logits, Tensor labels, Tensor others, float share, LossForm form, double smoothing, double auxiliaryWeight) =>
        (Of(logits, labels, form, smoothing, auxiliaryWeight) * share) + (Of(logits, others, form, smoothing, auxiliaryWeight) * (1f - share));
}
