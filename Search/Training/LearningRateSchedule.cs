namespace EventStereo.Search.Training;

/// <summary>
/// The learning rate of each step of a run as a function of the step alone, so a resumed run needs no state for it: a linear warm-up
/// <c>(step + 1) / (warmup + 1)</c>, times the course of <see cref="LearningRateScheduleConfig"/>.
/// </summary>
public sealed class LearningRateSchedule
{
    private readonly LearningRateScheduleConfig config;
    private readonly double highest;
    private readonly double finalShare;
    private readonly int warmupSteps;
    private readonly int totalSteps;
    private readonly long[] milestones;

    /// <summary>Prepares the schedule of a run.</summary>
    /// <param name="config">The course after the warm-up.</param>
    /// <param name="highest">The learning rate after the warm-up.</param>
    /// <param name="finalShare">Where a cosine ends, as a share of <paramref name="highest"/>.</param>
    /// <param name="warmupSteps">Steps of the warm-up.</param>
    /// <param name="totalSteps">Steps of the run.</param>
    /// <param name="stepsPerEpoch">Steps of a pass over the data, the unit of <see cref="LearningRateScheduleConfig.MilestoneEpochs"/>.</param>
    public LearningRateSchedule(LearningRateScheduleConfig config, double highest, double finalShare, int warmupSteps, int totalSteps, int stepsPerEpoch)
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerEpoch);
        this.highest = highest;
        this.finalShare = finalShare;
        this.warmupSteps = warmupSteps;
        this.totalSteps = totalSteps;
        milestones = [.. config.MilestoneSteps.Select(step => (long)step), .. config.MilestoneEpochs.Select(epoch => (long)epoch * stepsPerEpoch)];
    }

    /// <summary>The learning rate of <paramref name="step"/>, from 0.</summary>
    public double At(int step) => highest * Factor(step);

    private double Factor(int step)
    {
        double course = config.Kind == LearningRateScheduleKind.Step ? Math.Pow(config.Factor, milestones.Count(milestone => step >= milestone)) : 1;
        if (step < warmupSteps)
        {
            return (step + 1.0) / (warmupSteps + 1.0) * course;
        }

        return config.Kind == LearningRateScheduleKind.Cosine ? Cosine(step) : course;
    }

    private double Cosine(int step)
    {
        double progress = Math.Min(1, (step - warmupSteps) / Math.Max(1.0, totalSteps - warmupSteps));
        return finalShare + (1 - finalShare) * 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
