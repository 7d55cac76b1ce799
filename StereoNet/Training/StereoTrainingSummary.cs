namespace EventStereo.StereoNet.Training;

/// <summary>
/// What a finished training run says of itself: steps done, parameters, recordings and windows trained on, the last step's loss in nat, the last
/// validation, and the best one, whose weights are kept beside the last ones.
/// </summary>
public sealed record StereoTrainingSummary(int Steps, long Parameters, int Recordings, int Windows, double? Loss, StereoValidation? Validation, BestValidation? Best);
