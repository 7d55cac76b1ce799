namespace EventStereo.StereoNet.Training;

/// <summary>What one optimizer step did: the loss in nat, the gradient's norm before clipping, the share of loss pixels whose sub-pixel read-out is off by more than 1 px, the share of neurons and steps that spiked (not-a-number without spiking neurons), and the seconds it took.</summary>
public sealed record TrainingStep(int Step, double Loss, double GradientNorm, double OnePixelErrorPercent, double FiringRate, double LearningRate, int Pixels, double Seconds, double WaitSeconds);
