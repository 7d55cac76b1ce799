using EventStereo.StereoNet.Training;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs train stereo</c> did; loss, 1PE and firing rate (null without spiking neurons) are of the last step.</summary>
internal sealed record TrainReport(
    string Run, long Parameters, int Recordings, int Windows, int Steps, double? Loss, double? OnePixelErrorPercent, double? FiringRate,
    StereoValidation? Validation, BestValidation? Best, double Seconds)
{
    public static TrainReport Of(string folder, StereoTrainingRun run, TrainingStep? last, StereoValidation? validation, double seconds) =>
        new(folder, run.Parameters, run.Recordings, run.Windows, run.TotalSteps, last?.Loss, last?.OnePixelErrorPercent,
            last is { FiringRate: var rate } && double.IsFinite(rate) ? rate : null, validation ?? run.Validation, run.Best, seconds);
}
