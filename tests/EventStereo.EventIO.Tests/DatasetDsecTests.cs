using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Dsec;

namespace EventStereo.EventIO.Tests;

/// <summary>DSEC's training part out of copies of the small sequence of tests/data/dsec; the real one is not at hand.</summary>
public sealed class DatasetDsecTests : IDisposable
{
    private static readonly SensorSize Sensor = new(64, 48);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_part_joins_41_sequences_without_their_first_maps()
    {
        foreach (string sequence in DsecSplit.Train)
        {
            Copy(Fixtures.Dsec("scene_00_a"), Path.Combine(folder.Path, "train", sequence));
        }

        using StereoDataset train = DatasetSelection.Parse("dsec:train").Open(folder.Path);
        Assert.Equal("dsec:train", train.Name);
        Assert.Equal(DsecSplit.Train, train.Sequences.Select(sequence => sequence.Name));
        Assert.Equal(41 * 2, train.Count);
        Assert.Equal(train[0].DisparityPx, train[^2].DisparityPx);
        Assert.NotEqual(train[0].DisparityPx, train[^1].DisparityPx);
    }

    [Fact]
    public void A_sample_holds_the_rectified_events_before_its_map()
    {
        Copy(Fixtures.Dsec("scene_00_a"), folder.File("zurich_city_00_a"));
        using StereoDataset dataset = DsecDataset.OpenSequence(folder.Path, "zurich_city_00_a");
        StereoSample sample = dataset[0];
        Assert.Equal(new TimeWindow(500, 50_500), sample.Span);
        Assert.Equal(Sensor, sample.Sensor);

        using DsecRecording raw = DsecRecording.Open(Fixtures.Dsec("scene_00_a"), new OpenOptions { Sensor = Sensor });
        StereoRectification maps = StereoRectification.Load(Fixtures.Dsec("scene_00_a"));
        foreach ((CameraSide side, int count) in ((CameraSide, int)[])[(CameraSide.Left, sample.LeftCount), (CameraSide.Right, sample.RightCount)])
        {
            EventBatch rectified = new();
            maps[side].Apply(TestEvents.ReadAll(raw, side, 500, 50_500), rectified);
            Assert.Equal(rectified.Count, count);
            Assert.True(count > 300, $"{count} events");
        }

        Assert.Equal(raw.OpenGroundTruth()!.ReadDisparityPx(1), sample.DisparityPx); // the fixture has it
        Assert.Equal(maps.Geometry, dataset.Windows().First().Rig);
    }

    [Fact]
    public void Archives_unpacked_by_themselves_are_found()
    {
        string scene = Fixtures.Dsec("scene_00_a");
        Copy(Path.Combine(scene, "events", "left"), folder.File("thun_00_a_events_left"));
        Copy(Path.Combine(scene, "events", "right"), folder.File("thun_00_a_events_right"));
        Copy(Path.Combine(scene, "calibration"), folder.File("thun_00_a_calibration"));
        Copy(Path.Combine(scene, "disparity", "event"), folder.File("thun_00_a_disparity_event"));
        File.Copy(Path.Combine(scene, "disparity", "timestamps.txt"), folder.File("thun_00_a_disparity_timestamps.txt"));
        using StereoDataset dataset = DsecDataset.OpenSequence(folder.Path, "thun_00_a");
        Assert.Equal(2, dataset.Count);
        Assert.Equal(500, dataset[0].Span.FromUs);
    }

    [Fact]
    public void A_missing_download_is_one_message_with_the_first_files_and_what_to_fetch()
    {
        Copy(Fixtures.Dsec("scene_00_a"), Path.Combine(folder.Path, "train", "interlaken_00_c"));
        File.Delete(Path.Combine(folder.Path, "train", "interlaken_00_c", "events", "right", "rectify_map.h5"));
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => DsecDataset.OpenTrain(folder.Path));
        Assert.Contains(Path.Combine("interlaken_00_c", "events", "right", "rectify_map.h5"), error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("interlaken_00_d", "events", "left", "events.h5"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.Combine("interlaken_00_c", "events", "left", "events.h5"), error.Message, StringComparison.Ordinal);
        Assert.Contains("and 269 more", error.Message, StringComparison.Ordinal); // 1 + 40 sequences of 7 files, less the 12 that are listed
        Assert.Contains("dsec.ifi.uzh.ch", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dsec:test", "no public ground truth")]
    [InlineData("dsec:validation", "not published")]
    public void Parts_without_ground_truth_are_refused_by_name(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => DatasetSelection.Parse(text)).Message, StringComparison.Ordinal);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string inner in Directory.EnumerateDirectories(from))
        {
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
        }
    }
}
