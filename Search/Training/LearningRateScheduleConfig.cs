namespace EventStereo.Search.Training;

/// <summary>The course of a learning rate after its warm-up.</summary>
public sealed record LearningRateScheduleConfig
{
    /// <summary>The course. A half cosine ends low whatever the number of steps.</summary>
    public LearningRateScheduleKind Kind { get; init; } = LearningRateScheduleKind.Cosine;

    /// <summary>Epochs after which <see cref="Factor"/> is applied, rising; 50, 100, 150 in the published stereo retraining.</summary>
    public IReadOnlyList<int> MilestoneEpochs { get; init; } = [];

    /// <summary>The same in optimizer steps; give one of the two.</summary>
    public IReadOnlyList<int> MilestoneSteps { get; init; } = [];

    /// <summary>What the learning rate is multiplied by at a milestone.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        Check(Kind != LearningRateScheduleKind.Step || (MilestoneEpochs.Count == 0) != (MilestoneSteps.Count == 0), $"{path}.kind step needs either milestoneEpochs or milestoneSteps");
        Check(Kind == LearningRateScheduleKind.Step || MilestoneEpochs.Count + MilestoneSteps.Count == 0, $"{path}: milestones belong to kind step");
        Check(Rises(MilestoneEpochs), $"{path}.milestoneEpochs must rise from 1 on");
        Check(Rises(MilestoneSteps), $"{path}.milestoneSteps must rise from 1 on");
        Check(Factor is > 0 and <= 1, $"{path}.factor is {Factor}, not above 0 to 1");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static bool Rises(IReadOnlyList<int> milestones)
    {
        int before = 0;
        foreach (int milestone in milestones)
        {
            if (milestone <= before)
            {
                return false;
            }

            before = milestone;
        }

        return true;
    }
}
