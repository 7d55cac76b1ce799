using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

/// <summary>Learning rates computed by hand; 1e-12 is the rounding of a few operations on numbers below 1.</summary>
public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0, 0.2)] // warm-up of 4 steps: (step + 1) / 5
    [InlineData(3, 0.8)]
    [InlineData(4, 1.0)] // a cosine over 8 steps begins
    [InlineData(6, 0.868198051533946)] // 0.1 + 0.9 (1 + cos 45 deg) / 2 = 0.1 + 0.9 * 0.853553390593274
    [InlineData(8, 0.55)] // half way: 0.1 + 0.9 / 2
    [InlineData(10, 0.231801948466054)] // 0.1 + 0.9 (1 - cos 45 deg) / 2
    [InlineData(12, 0.1)]
    [InlineData(99, 0.1)]
    public void A_cosine_falls_from_the_warm_up_to_its_share(int step, double expected) =>
        Assert.Equal(expected, Schedule(new(), warmup: 4).At(step), 1e-12);

    [Theory]
    [InlineData(0, 1.0 / 3)]
    [InlineData(1, 2.0 / 3)]
    [InlineData(2, 1)]
    [InlineData(49, 1)]
    [InlineData(50, 0.5)]
    [InlineData(99, 0.5)]
    [InlineData(100, 0.25)]
    public void Milestones_in_steps_halve(int step, double expected) =>
        Assert.Equal(expected, Schedule(new() { Kind = LearningRateScheduleKind.Step, MilestoneSteps = [50, 100] }, warmup: 2).At(step), 1e-12);

    [Theory]
    [InlineData(349, 1)] // 50 epochs of 7 steps are 350 steps
    [InlineData(350, 0.5)]
    [InlineData(700, 0.25)]
    [InlineData(1049, 0.25)]
    [InlineData(1050, 0.125)]
    public void Milestones_in_epochs_are_those_of_the_published_retraining(int step, double expected) =>
        Assert.Equal(expected, Schedule(new() { Kind = LearningRateScheduleKind.Step, MilestoneEpochs = [50, 100, 150] }, warmup: 0, stepsPerEpoch: 7).At(step), 1e-12);

    [Theory]
    [InlineData(0, 0.25)] // 1 / 4 of the warm-up
    [InlineData(1, 0.25)] // 2 / 4, halved by the milestone
    [InlineData(2, 0.375)]
    [InlineData(3, 0.5)]
    public void A_milestone_within_the_warm_up_counts(int step, double expected) =>
        Assert.Equal(expected, Schedule(new() { Kind = LearningRateScheduleKind.Step, MilestoneSteps = [1] }, warmup: 3).At(step), 1e-12);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 1)]
    public void A_constant_rate_stays(int step, double expected) =>
        Assert.Equal(expected, Schedule(new() { Kind = LearningRateScheduleKind.Constant }, warmup: 1).At(step), 1e-12);

    [Fact]
    public void The_highest_rate_scales_all() =>
        Assert.Equal(3e-3 * 0.55, new LearningRateSchedule(new(), 3e-3, 0.1, 4, 12, 1).At(8), 1e-15);

    [Fact]
    public void Every_problem_of_a_configuration_is_told()
    {
        Assert.Empty(new LearningRateScheduleConfig().Validate("s"));
        Assert.Empty(new LearningRateScheduleConfig { Kind = LearningRateScheduleKind.Step, MilestoneSteps = [3] }.Validate("s"));
        Assert.Contains("either", Assert.Single(new LearningRateScheduleConfig { Kind = LearningRateScheduleKind.Step }.Validate("s")), StringComparison.Ordinal);
        Assert.Contains("belong", Assert.Single(new LearningRateScheduleConfig { MilestoneSteps = [3] }.Validate("s")), StringComparison.Ordinal);
        Assert.Equal(2, new LearningRateScheduleConfig { Kind = LearningRateScheduleKind.Step, MilestoneEpochs = [3, 3], Factor = 0 }.Validate("s").Count);
    }

    private static LearningRateSchedule Schedule(LearningRateScheduleConfig config, int warmup, int stepsPerEpoch = 1) => new(config, 1, 0.1, warmup, 12, stepsPerEpoch);
}
