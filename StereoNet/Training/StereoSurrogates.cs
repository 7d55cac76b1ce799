using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>The surrogate gradients of a stereo network that evolve while it trains or is searched, on batches that are a function of the seed and the step and are not those of the training.</summary>
internal static class StereoSurrogates
{
    private const int StepPurpose = -3, ScorePurpose = -4;

    /// <summary>Prepares for a run; null of one whose surrogates stay.</summary>
    /// <param name="run">How surrogates evolve and batches are made.</param>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="trained">What the training moves.</param>
    /// <param name="ofSteps">Data of the candidates' steps.</param>
    /// <param name="ofScores">Data of the loss after them; may be the same.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="ranks">The processes that train together; this one alone by default.</param>
    /// <exception cref="Search.Configuration.ConfigurationException">A pattern names no layer.</exception>
    public static EvolvingSurrogates? Of(
        StereoRunConfig run, StereoNetwork network, TrainedWeights trained, StereoTrainingData ofSteps, StereoTrainingData ofScores, Device device, IRankExchange? ranks = null)
    {
        if (run.Dgs is not { } config)
        {
            return null;
        }

        IRankExchange processes = ranks ?? SingleRank.Instance;
        SurrogateEvolution evolution = new(network, SurrogateGroups.Of(network, network.Subnets, config.Layers), trained, config, processes);
        WholeClipLoss loss = new(network, run.Training, device);
        StereoTrainingConfig whole = run.Training with { CarryState = false, TruncateWindows = 0, Accumulate = 1 };
        return new EvolvingSurrogates(config, evolution, Losses(ofSteps, StepPurpose), Losses(ofScores, ScorePurpose));

        Func<int, Tensor> Losses(StereoTrainingData data, int purpose)
        {
            StereoBatchMaker maker = new(data, whole, run.Network.InputChannels, SeedMix.Of(run.Seed, purpose, 0, 0), run.Network.MaxDisparityPx, processes.Ranks);
            (int Number, StereoBatch Batch)? made = null; // it is asked for several times in a row
            return number =>
            {
                if (made?.Number != number)
                {
                    made = (number, maker.MakeWithPixels(number, processes.Rank));
                }

                return loss.Of(made!.Value.Batch, out _); // just made
            };
        }
    }
}
