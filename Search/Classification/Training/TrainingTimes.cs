namespace EventStereo.Search.Classification.Training;

/// <summary>What a training took on this machine's clock, over all its parts where it was stopped and resumed; validations apart.</summary>
/// <param name="Samples">Samples learned, counted each time.</param>
/// <param name="Seconds">Of all steps.</param>
/// <param name="WaitSeconds">Of them, waiting for the loader.</param>
/// <param name="Threads">Threads of the last part.</param>
public sealed record TrainingTimes(long Samples, double Seconds, double WaitSeconds, int Threads)
{
    /// <summary>Before the first step.</summary>
    public static TrainingTimes None { get; } = new(0, 0, 0, 0);

    /// <summary>Samples learned a second; 0 before the first step.</summary>
    public double SamplesASecond => Seconds > 0 ? Samples / Seconds : 0;

    /// <summary>Share of the time that the training stood still for the loader, 0 to 1; 0 before the first step.</summary>
    public double WaitShare => Seconds > 0 ? WaitSeconds / Seconds : 0;

    /// <summary>With one more step.</summary>
    public TrainingTimes After(int samples, double seconds, double waitSeconds, int threads) => new(Samples + samples, Seconds + seconds, WaitSeconds + waitSeconds, threads);
}
