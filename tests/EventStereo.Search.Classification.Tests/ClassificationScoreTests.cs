using EventStereo.Search.Classification.Evaluation;

namespace EventStereo.Search.Classification.Tests;

public sealed class ClassificationScoreTests
{
    [Fact]
    public void Counts_guesses_by_class()
    {
        ClassificationScore score = new(3);
        score.Add([2, 1, 0, 0, 1, 2, 0, 3, 0, 1, 1, 0], [0, 0, 1, 1]);

        Assert.Equal(4, score.Images);
        Assert.Equal((1, 1, 1, 1), (score.Confused(0, 0), score.Confused(0, 2), score.Confused(1, 1), score.Confused(1, 0))); // of equal logits the lower class is the guess
        Assert.Equal(50, score.Top1Percent);
        Assert.Equal(100, score.Top5Percent);
        Assert.Equal(50, score.ClassPercent(0));
        Assert.True(double.IsNaN(score.ClassPercent(2)));
    }

    [Fact]
    public void Top_five_are_the_five_highest()
    {
        ClassificationScore score = new(7);
        score.Add([7, 6, 5, 4, 3, 2, 1], [4]);
        score.Add([7, 6, 5, 4, 3, 2, 1], [5]);
        score.Add([1, 1, 1, 1, 1, 1, 1], [5]); // five lower classes go before it

        Assert.Equal(100.0 / 3, score.Top5Percent, 9);
    }

    [Fact]
    public void Loss_is_the_mean_cross_entropy()
    {
        ClassificationScore score = new(2);
        score.Add([0, (float)Math.Log(3), 1000, 0], [0, 0]); // 1/4 and 1

        Assert.Equal(Math.Log(4) / 2, score.Loss, 6);
    }

    [Theory]
    [InlineData(new[] { 1f, 2f, 3f }, 0L)]
    [InlineData(new[] { 1f, 2f }, 2L)]
    [InlineData(new[] { 1f, float.NaN }, 0L)]
    public void What_does_not_fit_is_refused(float[] logits, long label) => Assert.Throws<ArgumentException>(() => new ClassificationScore(2).Add(logits, [label]));
}
