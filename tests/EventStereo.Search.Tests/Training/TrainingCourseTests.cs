using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

public sealed class TrainingCourseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-course-").FullName;

    public TrainingCourseTests() => File.WriteAllText(Path.Combine(folder, "config.json"), "{}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Means_from_one_validation_to_the_next()
    {
        Metrics(
            """{"step":0,"loss":3,"errorPercent":90}""",
            """{"step":1,"loss":1,"errorPercent":70,"validationLoss":2.5,"validationTop1Percent":25}""",
            """{"step":2,"loss":0.5,"errorPercent":20,"validationLoss":null,"validationTop1Percent":75}""",
            """{"step":3,"loss":0.25,"errorPercent":10}""",
            """{"step":4,"loss":9""");

        Assert.Equal(
            [new TrainingCurvePoint(2, 2, 20, 2.5, 25), new TrainingCurvePoint(3, 0.5, 80, null, 75), new TrainingCurvePoint(4, 0.25, 90, null, null)], // the last line was torn by a kill
            TrainingCourse.Of(RunFolder.Open(folder), "run").Points);
    }

    [Fact]
    public void Without_validation_a_fortieth_is_a_stretch_and_the_rest_one_of_its_own()
    {
        Metrics([.. Enumerable.Range(0, 82).Select(step => $$"""{"step":{{step}},"loss":{{step}},"onePixelErrorPercent":50}""")]);

        IReadOnlyList<TrainingCurvePoint> points = TrainingCourse.Of(RunFolder.Open(folder), "run").Points;

        Assert.Equal(28, points.Count); // of three steps, 82 / 40 rounded up, but for the last
        Assert.Equal(new TrainingCurvePoint(3, 1, 50, null, null), points[0]);
        Assert.Equal(new TrainingCurvePoint(82, 81, 50, null, null), points[^1]);
    }

    [Fact]
    public void Held_out_errors_of_stereo_become_accuracies()
    {
        Metrics("""{"step":0,"loss":1,"onePixelErrorPercent":40,"validationLoss":1.5,"validationOnePixelErrorPercent":30,"validationMeanDisparityErrorPx":1}""");

        Assert.Equal(new TrainingCurvePoint(1, 1, 60, 1.5, 70), Assert.Single(TrainingCourse.Of(RunFolder.Open(folder), "run").Points));
    }

    [Fact]
    public void A_step_without_a_sample_that_counts_is_left_out()
    {
        Metrics(
            """{"step":0,"loss":3,"errorPercent":90}""",
            """{"step":1,"loss":null,"errorPercent":null}""",
            """{"step":2,"loss":1,"errorPercent":70,"validationLoss":2.5,"validationTop1Percent":25}""",
            """{"step":3,"loss":null,"errorPercent":null}""");

        Assert.Equal([new TrainingCurvePoint(3, 2, 20, 2.5, 25)], TrainingCourse.Of(RunFolder.Open(folder), "run").Points);
    }

    [Theory]
    [InlineData("{\"step\":0,\"loss\":null,\"errorPercent\":null}\n", "no step met a sample that counts")]
    [InlineData("", "no step of a training yet")]
    [InlineData("{\"step\":0,\"loss\":1}\n", "not the metrics of a training")]
    [InlineData("{\"step\":0,\"loss\":\"high\"}\n", "line 1 is not a line of numbers")]
    [InlineData("{\"loss\":1,\"errorPercent\":2}\n", "line 1 has no step")]
    [InlineData("{\"step\":1,\"errorPercent\":2}\n{\"step\":1,\"errorPercent\":2}\n", "line 2 has no step after 1")]
    [InlineData("{\"step\":1e300,\"errorPercent\":2}\n", "line 1 has no step")]
    [InlineData("[]\n", "line 1 is not a line of numbers")]
    [InlineData("{\"step\":0,\"loss\":null,\"errorPercent\":2}\n", "of step 0 is no finite number")]
    [InlineData("{\"step\":0,\"loss\":1,\"errorPercent\":2}\n{\"step\":1,\"errorPercent\":2}\n", "of step 1 is no finite number")]
    public void Damage_is_named(string text, string message)
    {
        File.WriteAllText(Path.Combine(folder, "metrics.jsonl"), text);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TrainingCourse.Of(RunFolder.Open(folder), "run")).Message, StringComparison.Ordinal);
    }

    private void Metrics(params string[] lines) => File.WriteAllText(Path.Combine(folder, "metrics.jsonl"), string.Join('\n', lines) + (lines[^1].EndsWith('}') ? "\n" : ""));
}
