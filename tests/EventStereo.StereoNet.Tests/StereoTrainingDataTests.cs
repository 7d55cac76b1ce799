using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Tests;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Tests;

/// <summary>What a run trains on and is validated on: files, parts of splits, both together, and what it refuses.</summary>
public sealed class StereoTrainingDataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-data-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("mvsec-1:train=/data/mvsec", "mvsec-1:train", "/data/mvsec")]
    [InlineData("dsec:train=a=b", "dsec:train", "a=b")]
    [InlineData("runs/day=3", null, "runs/day=3")]
    [InlineData("scene.hdf5", null, "scene.hdf5")]
    public void An_entry_is_a_path_or_a_part_of_a_split(string text, string? part, string path)
    {
        StereoDataSource source = StereoDataSource.Parse(text);

        Assert.Equal((part, path), (source.Part?.ToString(), source.Path));
        Assert.Equal(text, source.ToString());
    }

    [Theory]
    [InlineData("mvsec-1:train=m", "mvsec-1:test=m", "choose nothing")]
    [InlineData("mvsec-1:train=m", "mvsec-1:rest=m", "no split")]
    [InlineData("mvsec-1:train=m", "mvsec-1:validation=", "names no folder")]
    [InlineData("mvsec-1:test=m", "mvsec-1:validation=m", "not to be trained on")]
    [InlineData("mvsec-1:validation=m", "v", "not to be trained on")]
    public void A_part_that_must_not_be_used_so_is_a_problem_of_the_configuration(string data, string validation, string problem)
    {
        StereoRunConfig config = new() { Data = [data], Validation = [validation] };
        Assert.Contains(problem, Assert.Single(config.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mixture_needs_a_weight_for_each_entry()
    {
        StereoRunConfig config = new() { Data = ["a", "b"], Training = new() { Mix = [1, 2] } };
        Assert.Empty(config.Validate());
        Assert.Contains("1 weights for 2 entries", Assert.Single((config with { Training = new() { Mix = [1] } }).Validate()), StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Single((config with { Training = new() { Mix = [1, 0] } }).Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_validation_part_gives_a_clip_that_ends_at_each_of_its_frames()
    {
        DatasetDownload.Calibration(folder, "indoor_flying");
        DatasetDownload.Mvsec(folder, "indoor_flying1", 1260);
        DatasetDownload.Mvsec(folder, "indoor_flying2", 1580);
        DatasetDownload.Mvsec(folder, "indoor_flying3", 1815);
        StereoRunConfig config = Config(["mvsec-1:train=" + folder], ["mvsec-1:validation=" + folder]);

        (StereoTrainingData train, StereoTrainingData? validation) = StereoTrainingData.Open(config);
        using (train)
        using (validation)
        {
            Assert.Equal(3110, train.Windows); // the published number of training frames of split 1
            Assert.Equal(200, validation?.Windows);
            Assert.Equal((200, 3, 2), (validation?.Count, validation?.WindowsOf(0), validation?.ScoredFrom(0)));
            int frame = MvsecSplit.All[0].Frames(DatasetPart.Validation)[0].Frames[17];
            Assert.Equal(DatasetDownload.DisparityPx(frame), validation?.Read(17, 0, 3).DisparityPx[2][0]);
            Assert.Equal(DatasetDownload.DisparityPx(frame - 1), validation?.Read(17, 0, 3).DisparityPx[1][0]);
        }

        // Split 2 trains on the sequence that split 1 holds out.
        StereoRunConfig mixed = Config(["mvsec-2:train=" + folder], ["mvsec-1:validation=" + folder]);
        Assert.Contains("indoor_flying1, map", Assert.Throws<ConfigurationException>(() => StereoTrainingData.Open(mixed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_and_parts_of_splits_are_mixed_and_numbered_through()
    {
        Simulate(3);
        DatasetDownload.Calibration(folder, "indoor_flying");
        DatasetDownload.Mvsec(folder, "indoor_flying2", 1580);
        DatasetDownload.Mvsec(folder, "indoor_flying3", 1815);

        (StereoTrainingData train, _) = StereoTrainingData.Open(Config(["mvsec-1:train=" + folder, In("sim")], []));
        using (train)
        {
            Assert.Equal(155, train.SetSizes[0]); // 71 runs of 1,420 frames and 84 of 1,690
            Assert.Equal(3, train.SetSizes[1]);
            Assert.Equal(DatasetDownload.Sensor, train.Read(0, 0, 1).Size);
            Assert.Equal(new SensorSize(64, 48), train.Read(155, 0, 1).Size);
        }
    }

    [Fact]
    public void What_is_trained_on_does_not_validate()
    {
        Simulate(3);
        string one = Directory.GetFiles(In("sim")).Order(StringComparer.Ordinal).First();

        ConfigurationException problem = Assert.Throws<ConfigurationException>(() => StereoTrainingData.Open(Config([In("sim")], [one])));

        Assert.Contains("trained on as well", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_shorter_than_a_clip_is_named()
    {
        Simulate(1);
        StereoRunConfig config = Config([In("sim")], []);
        config = config with { Training = config.Training with { ClipWindows = 50 } };

        Assert.Contains("fewer than training.clipWindows", Assert.Throws<InvalidDataException>(() => StereoTrainingData.Open(config)).Message, StringComparison.Ordinal);
    }

    private static StereoRunConfig Config(string[] data, string[] validation) =>
        new() { Data = data, Validation = validation, Training = new() { LossPixels = LossPixels.Dense } };

    private void Simulate(int count)
    {
        Directory.CreateDirectory(In("sim"));
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 250 };
        SimulationBatch.WriteFiles(scenes, seed: 5, count, In("sim/scene.hdf5"), threads: 1);
    }

    private string In(string name) => Path.Combine(folder, name);
}
