namespace EventStereo.Cli.Reports;

/// <summary>The architecture of an epoch of a search, trained from scratch.</summary>
internal sealed record SearchCurveLine(int Epoch, string Fingerprint, double OnePixelAccuracyPercent, double MeanDisparityErrorPx, double Mj, double FiringRate, double TrainingSeconds);
