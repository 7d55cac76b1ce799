using EventStereo.Search.Architecture;
using EventStereo.Search.Strategy;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Tests.Strategy;

public sealed class SurrogateCandidatesTests
{
    [Fact]
    public void The_current_one_comes_first_and_nearer_ones_before_farther_ones()
    {
        Assert.Equal([3f, 2.8f, 3.2f, 2.6f, 3.4f], Temperatures(SurrogateKind.Dspike, 3f, new()));
    }

    [Theory]
    [InlineData(1f, new[] { 1f, 1f, 1.2f, 1f, 1.4f })]
    [InlineData(5.9f, new[] { 5.9f, 5.7f, 6f, 5.5f, 6f })]
    [InlineData(0.5f, new[] { 0.5f, 1f, 1f, 1f, 1f })] // given outside the bounds: it may stay, or come in
    public void Others_keep_within_the_bounds(float current, float[] expected) => Assert.Equal(expected, Temperatures(SurrogateKind.Dspike, current, new()));

    [Fact]
    public void Other_families_move_in_proportion_to_their_ranges()
    {
        Assert.Equal([2f, 1.7f, 2.3f, 1.4f, 2.6f], Temperatures(SurrogateKind.Arctangent, 2f, new())); // 0.5 to 8 is 1.5 times as wide as 1 to 6
        Assert.Equal([3f, 2.8f, 3.2f], Temperatures(SurrogateKind.Dspike, 3f, new SurrogateEvolutionConfig { Deltas = [-0.2f, 0f, 0.2f], MaxTemperature = 11f })); // wider bounds leave the steps
    }

    [Fact]
    public void Other_families_are_candidates_at_the_height_of_the_current_gradient()
    {
        SurrogateEvolutionConfig config = new() { Deltas = [0f], Families = [SurrogateKind.Dspike, SurrogateKind.Arctangent, SurrogateKind.FastSigmoid] };

        IReadOnlyList<SurrogateShape> candidates = SurrogateCandidates.Of(new SurrogateShape(SurrogateKind.Dspike, 4f), config);

        Assert.Equal([SurrogateKind.Dspike, SurrogateKind.Dspike, SurrogateKind.Arctangent, SurrogateKind.FastSigmoid], candidates.Select(candidate => candidate.Kind));
        Assert.Equal(candidates[0], candidates[1]);
        Assert.Equal(2 / Math.Tanh(2) * 2, candidates[2].Temperature, 1e-3); // 4 / (2 tanh 2), the arctangent's height being half its sharpness
        Assert.Equal(SurrogateRange.Of(SurrogateKind.FastSigmoid).Usual, candidates[3].Temperature); // its height is always 1
    }

    [Fact]
    public void Every_current_surrogate_has_as_many()
    {
        SurrogateEvolutionConfig config = new() { Families = [SurrogateKind.Dspike, SurrogateKind.Triangle] };
        Assert.All(Enum.GetValues<SurrogateKind>(), kind => Assert.Equal(7, SurrogateCandidates.Of(new SurrogateShape(kind, SurrogateRange.Of(kind).Usual), config).Count));
    }

    [Fact]
    public void A_range_holds_its_usual_value_and_heights_rise_in_it()
    {
        Assert.All(Enum.GetValues<SurrogateKind>(), kind =>
        {
            SurrogateRange range = SurrogateRange.Of(kind);
            Assert.InRange(range.Usual, range.Least, range.Most);
            Assert.True(range.Least < range.Most);
            Assert.True(SurrogateGradient.Value(kind, 0f, range.Least) <= SurrogateGradient.Value(kind, 0f, range.Most));
        });
    }

    [Fact]
    public void Settings_out_of_range_are_all_told()
    {
        SurrogateEvolutionConfig config = new()
        {
            Layers = [], Deltas = [0.1f], Families = [SurrogateKind.Dspike, SurrogateKind.Dspike], MinTemperature = 0f, MaxTemperature = -1f, Batches = 0, Every = 0, WarmUpSteps = -1, LearningRate = 0,
        };

        Assert.Equal(
            ["dgs.layers", "dgs.deltas", "dgs.families", "dgs.minTemperature", "dgs.maxTemperature", "dgs.batches", "dgs.every", "dgs.warmUpSteps", "dgs.learningRate"],
            config.Validate("dgs").Select(problem => problem.Split(' ')[0]));
        Assert.Empty(new SurrogateEvolutionConfig().Validate("dgs"));
    }

    [Theory]
    [InlineData(0, 100, 50, new[] { 100, 150, 200 })]
    [InlineData(0, 0, 90, new[] { 90, 180 })] // not before the first step
    [InlineData(120, 100, 25, new[] { 125, 150, 175, 200 })]
    public void Evaluations_are_due_after_the_warm_up(int from, int warmUp, int every, int[] expected)
    {
        SurrogateEvolutionConfig config = new() { WarmUpSteps = warmUp, Every = every };
        Assert.Equal(expected, Enumerable.Range(from, 201 - from).Where(config.IsDue));
    }

    private static IEnumerable<float> Temperatures(SurrogateKind kind, float current, SurrogateEvolutionConfig config) =>
        SurrogateCandidates.Of(new SurrogateShape(kind, current), config).Select(candidate => candidate.Temperature);
}
