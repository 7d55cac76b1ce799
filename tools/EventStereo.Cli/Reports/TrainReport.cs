using EventStereo.StereoNet.Training;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs train stereo</c> did; loss and 1PE are of the last step.</summary>
internal sealed record TrainReport(
    string Run, long Parameters, int Recordings, int Windows, int Steps, double? Loss, double? OnePixelErrorPercent, StereoValidation? Validation, double Seconds)
{
    public static TrainReport Of(string folder, StereoTrainingRun run, TrainingStep? last, StereoValidation? validation, double seconds) =>
        new(folder, run.Parameters, run.Recordings, run.Windows, run.TotalSteps, last?.Loss, last?.OnePixelErrorPercent, validation, seconds);
}
