using EventStereo.Search.Classification.Training;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs train classify</c> did; loss and firing rate (null without spiking neurons) are of the last step.</summary>
internal sealed record TrainClassifyReport(string Run, long Parameters, int TrainingSamples, int Steps, double? Loss, double? FiringRate, ClassificationValidation? Best, double Seconds, double WaitSeconds)
{
    public static TrainClassifyReport Of(string folder, ClassificationTrainingRun run, ClassificationStep? last, double seconds, double waitSeconds) => new(
        folder, run.Parameters, run.TrainingSamples, run.TotalSteps, last?.Loss, last is { FiringRate: var rate } && double.IsFinite(rate) ? rate : null, run.Best, seconds, waitSeconds);
}
