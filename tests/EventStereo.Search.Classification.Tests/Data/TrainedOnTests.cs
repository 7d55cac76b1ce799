using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class TrainedOnTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_kept_is_read_again_and_the_same_data_go_on()
    {
        Samples samples = new(["cat", "dog"], 0, 1, 1);
        TrainedOn.Of(samples).Write(folder.Path);

        TrainedOn? kept = TrainedOn.Read(folder.Path);

        Assert.NotNull(kept);
        kept.RequireSame(samples);
        kept.RequireClasses(new Samples(["cat", "dog"], 1)); // test samples are others
        Assert.Null(TrainedOn.Read(folder["none"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"classes":["cat","dog"],"channels":3,"samples":3}""")]
    [InlineData("""{"classes":null,"channels":3,"samples":3,"labelsSha256":"x"}""")]
    [InlineData("""{"classes":["cat","dog"],"channels":3,"samples":3,"labelsSha256":null}""")]
    public void A_damaged_file_is_named(string text)
    {
        File.WriteAllText(folder["data.json"], text);

        Assert.StartsWith($"{folder["data.json"]}: not what a run was trained on", Assert.Throws<InvalidDataException>(() => TrainedOn.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat,horse", 3, "class 1 is 'horse' here and was 'dog'")]
    [InlineData("dog,cat", 3, "class 0 is 'dog' here and was 'cat'")]
    [InlineData("cat", 3, "class 1 is none here and was 'dog'")]
    [InlineData("cat,dog,horse", 3, "class 2 is 'horse' here and was none")]
    [InlineData("cat,dog", 1, "samples have 1 channels, those of the training had 3")]
    public void Other_classes_and_channels_are_refused(string classes, int channels, string message)
    {
        TrainedOn kept = TrainedOn.Of(new Samples(["cat", "dog"], 0, 1));

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => kept.RequireClasses(new Samples(classes.Split(','), 0) { Channels = channels })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, "4 training samples, 3 at the beginning;")]
    [InlineData(new[] { 0, 0, 1 }, "3 training samples, 3 at the beginning, of other classes;")]
    public void Samples_that_came_or_changed_their_class_are_refused(int[] labels, string message)
    {
        TrainedOn kept = TrainedOn.Of(new Samples(["cat", "dog"], 0, 1, 1));

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => kept.RequireSame(new Samples(["cat", "dog"], labels))).Message, StringComparison.Ordinal);
    }

    /// <summary>Labels without pixels.</summary>
    private sealed class Samples(IReadOnlyList<string> classes, params int[] labels) : ImageDataset
    {
        public int Channels { get; init; } = 3;

        public override string Source => "samples";

        public override int Count => labels.Length;

        public override IReadOnlyList<string> Classes => classes;

        public override SampleShape Shape => new(1, Channels, 2, 2);

        public override int LabelOf(int index) => labels[index];

        public override LabelledSample Read(int index) => throw new NotSupportedException();
    }
}
