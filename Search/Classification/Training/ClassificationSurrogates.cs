using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Training;

/// <summary>The surrogate gradients of a classification network that evolve while it trains or is searched, on batches that are a function of the seed and the step and are not those of the training.</summary>
internal static class ClassificationSurrogates
{
    private const int StepPurpose = -3, ScorePurpose = -4;

    /// <summary>Prepares for a run; null of one whose surrogates stay.</summary>
    /// <param name="dgs">How they evolve.</param>
    /// <param name="network">The network.</param>
    /// <param name="trained">What the training moves.</param>
    /// <param name="losses">The loss of a batch.</param>
    /// <param name="config">How batches are made.</param>
    /// <param name="samples">Where they come from.</param>
    /// <param name="ofSteps">Samples of the candidates' steps.</param>
    /// <param name="ofScores">Samples of the loss after them; may be the same.</param>
    /// <param name="normalization">Of the channels.</param>
    /// <param name="seed">Of the batches.</param>
    /// <exception cref="ConfigurationException">A pattern names no layer.</exception>
    public static EvolvingSurrogates? Of(
        SurrogateEvolutionConfig? dgs, ClassificationNetwork network, TrainedWeights trained, BatchLoss losses, ClassificationTrainingConfig config, ImageDataset samples, IReadOnlyList<int> ofSteps,
        IReadOnlyList<int> ofScores, ChannelNormalization? normalization, int seed)
    {
        return dgs is null ? null : new EvolvingSurrogates(
            dgs, new SurrogateEvolution(network, SurrogateGroups.Of(network, network.Subnets, dgs.Layers), trained, dgs), Losses(ofSteps, StepPurpose), Losses(ofScores, ScorePurpose));

        Func<int, Tensor> Losses(IReadOnlyList<int> part, int purpose)
        {
            BatchLoader loader = new(samples, part, config.Loading(network.Config), normalization, SeedMix.Of(seed, purpose, 0, 0));
            (int Number, LabelledBatch Batch)? made = null; // it is asked for several times in a row
            return number =>
            {
                if (made?.Number != number)
                {
                    made = (number, loader.At(number));
                }

                return losses.Of(made!.Value.Batch).Whole; // just made
            };
        }
    }
}
