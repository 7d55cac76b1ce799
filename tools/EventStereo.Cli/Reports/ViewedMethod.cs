namespace EventStereo.Cli.Reports;

/// <summary>The score of a method in one frame.</summary>
internal sealed record ViewedMethod(string Name, double OnePixelAccuracyPercent, double MeanDisparityErrorPx, int Pixels);
