namespace EventStereo.StereoNet.Training;

/// <summary>How a network does on held-out recordings at event pixels: mean loss in nat, share of pixels off by more than 1 px, mean absolute disparity error.</summary>
public sealed record StereoValidation(double Loss, double OnePixelErrorPercent, double MeanDisparityErrorPx, long Pixels);
