namespace EventStereo.Cli.Reports;

/// <summary>One predicted map: its window, and its median disparity at the left camera's event pixels, NaN (null in JSON) without events.</summary>
internal sealed record PredictedMap(long FromUs, long ToUs, double MedianAtEventsPx);
