using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>Parts of MVSEC's splits out of a download in its layout (<see cref="DatasetDownload"/>); the real one is not at hand.</summary>
public sealed class DatasetMvsecTests : IDisposable
{
    private const int Maps = 1201;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("indoor_flying")]
    public void Test_part_holds_the_maps_of_the_published_frames(string inner)
    {
        Download(inner);
        using StereoDataset test = MvsecDataset.Open(folder.Path, MvsecSplit.All[0], DatasetPart.Test);
        IReadOnlyList<int> frames = MvsecSplit.All[0].Frames(DatasetPart.Test)[0].Frames;

        Assert.Equal("mvsec-1:test", test.Name);
        Assert.Equal(861, test.Count);
        int at = 0;
        foreach (StereoSample sample in test)
        {
            int frame = frames[at++];
            Assert.Equal(new TimeWindow(frame * DatasetDownload.PeriodUs, (frame + 1) * DatasetDownload.PeriodUs), sample.Span);
            Assert.All(sample.DisparityPx!, disparity => Assert.Equal(DatasetDownload.DisparityPx(frame), disparity)); // samples of a data set have it
            Assert.Equal(1, sample.LeftEvents[DatasetDownload.Sensor.Width + (frame % DatasetDownload.Sensor.Width)]);
        }

        Assert.Equal(861, at);
    }

    [Fact]
    public void A_sample_by_index_is_the_sample_of_the_pass()
    {
        Download("");
        using StereoDataset validation = MvsecDataset.Open(folder.Path, MvsecSplit.All[0], DatasetPart.Validation);
        StereoSample[] all = [.. validation];
        Assert.Equal(200, all.Length);
        foreach (int index in (int[])[199, 0, 100, 7])
        {
            StereoSample sample = validation[index];
            Assert.Equal(all[index].Span, sample.Span);
            Assert.Equal(all[index].Left, sample.Left);
            Assert.Equal(all[index].Right, sample.Right);
            Assert.Equal(all[index].DisparityPx, sample.DisparityPx);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => validation[200]);
    }

    [Fact]
    public void Train_part_joins_two_sequences()
    {
        DatasetDownload.Calibration(folder.Path, "indoor_flying");
        DatasetDownload.Mvsec(folder.Path, "indoor_flying1", 1260);
        DatasetDownload.Mvsec(folder.Path, "indoor_flying2", 1580);
        using StereoDataset train = MvsecDataset.Open(folder.Path, MvsecSplit.All[2], DatasetPart.Train);
        Assert.Equal(1180 + 1420, train.Count);
        Assert.Equal(DatasetDownload.DisparityPx(80), train[0].DisparityPx![0]); // samples of a data set have it
        Assert.Equal(DatasetDownload.DisparityPx(1259), train[1179].DisparityPx![0]); // as above
        Assert.Equal(DatasetDownload.DisparityPx(160), train[1180].DisparityPx![0]); // as above
        Assert.Equal(DatasetDownload.DisparityPx(1579), train[^1].DisparityPx![0]); // as above
    }

    [Fact]
    public void Ddes_windows_are_open_at_both_ends_and_its_disparity_is_in_sevenths()
    {
        Download("");
        using StereoDataset plain = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [3, 900]);
        using StereoDataset ddes = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [3, 900], new DatasetOptions { Ddes = true });
        Assert.Equal((2, 2), (plain[1].LeftCount, plain[1].RightCount));
        Assert.Equal((1, 1), (ddes[1].LeftCount, ddes[1].RightCount));
        foreach ((int index, int map) in ((int, int)[])[(0, 3), (1, 900)])
        {
            float expected = (float)(Math.Round(7 * 19.941772f / DatasetDownload.DepthM(map)) / 7);
            Assert.Equal(expected, ddes[index].DisparityPx![0]); // samples of a data set have it
            Assert.NotEqual(expected, plain[index].DisparityPx![0]); // as above
        }
    }

    [Fact]
    public void Events_are_rectified_and_those_that_leave_the_image_are_counted()
    {
        DatasetDownload.Mvsec(folder.Path, "indoor_flying1", 20);
        DatasetDownload.Calibration(folder.Path, "indoor_flying", columns: -1, rows: 2);
        using StereoDataset sequence = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1");
        Assert.Equal(20, sequence.Count);
        StereoSample sample = sequence[5];
        Assert.Equal(1, sample.LeftEvents[(3 * DatasetDownload.Sensor.Width) + 4]);
        Assert.Equal(2, sample.LeftCount);
        Assert.Equal(0, sequence.Losses.OutOfRectified);
        Assert.Equal(0, sequence[16].LeftCount); // column 16 % 16 - 1
        Assert.Equal(4, sequence.Losses.OutOfRectified);
    }

    [Fact]
    public void An_unbroken_pass_gives_the_windows_between_without_disparity()
    {
        Download("");
        using StereoDataset part = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [10, 12, 13]);
        (int, bool)[] windows = [.. part.Windows(unbroken: true).Select(window => (window.Frame, window.DisparityPx is not null))];
        Assert.Equal([(10, true), (11, false), (12, true), (13, true)], windows);
        Assert.Equal(4, part.CountWindows(unbroken: true));
        Assert.Equal([10, 12, 13], part.Windows().Select(window => window.Frame));
    }

    [Fact]
    public void A_pass_can_begin_before_the_first_frame_of_the_part()
    {
        Download("");
        using StereoDataset part = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [2, 4]);
        Assert.Equal([(1, false), (2, true), (3, false), (4, true)], part.Windows(unbroken: true, before: 1).Select(window => (window.Frame, window.DisparityPx is not null)));
        Assert.Equal([0, 1, 2, 3, 4], part.Windows(unbroken: true, before: 9).Select(window => window.Frame));
        Assert.Equal((4, 5), (part.CountWindows(unbroken: true, before: 1), part.CountWindows(unbroken: true, before: 9)));
    }

    [Fact]
    public void Depth_comes_along_as_the_file_has_it_when_asked_for()
    {
        Download("");
        using StereoDataset part = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [3, 5], new DatasetOptions { Ddes = true, WithDepth = true });
        DatasetWindow[] windows = [.. part.Windows(unbroken: true)];
        Assert.All(windows[0].DepthM!, depth => Assert.Equal(DatasetDownload.DepthM(3), depth)); // asked for
        Assert.Null(windows[1].DepthM);
        using StereoDataset plain = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [3]);
        Assert.Null(plain.Windows().Single().DepthM);
    }

    [Fact]
    public void The_first_samples_of_a_part_are_a_part()
    {
        Download("");
        using StereoDataset part = MvsecDataset.OpenSequence(folder.Path, "indoor_flying1", [3, 5, 8]).First(2);
        Assert.Equal([3, 5], part.Windows().Select(window => window.Frame));
        Assert.Equal(2, part.Count);
    }

    [Fact]
    public void A_missing_download_is_one_message_with_every_file_its_place_and_what_to_fetch()
    {
        DatasetDownload.Mvsec(folder.Path, "indoor_flying2", 3);
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => MvsecDataset.Open(folder.Path, MvsecSplit.All[0], DatasetPart.Train));
        foreach (string file in (string[])["indoor_flying3_data.hdf5", "indoor_flying3_gt.hdf5", "indoor_flying_calib/"])
        {
            Assert.Contains(folder.File(file), error.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("indoor_flying2_data.hdf5", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("daniilidis-group.github.io/mvsec", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_with_too_few_maps_is_refused_with_the_map_that_is_missing()
    {
        DatasetDownload.Calibration(folder.Path, "indoor_flying");
        DatasetDownload.Mvsec(folder.Path, "indoor_flying1", 100);
        using StereoDataset test = MvsecDataset.Open(folder.Path, MvsecSplit.All[0], DatasetPart.Test);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => test[0]);
        Assert.Contains("100 ground-truth maps", error.Message, StringComparison.Ordinal);
        Assert.Contains($"map {MvsecSplit.All[0].Frames(DatasetPart.Test)[0].Frames[^1]:N0} of indoor_flying1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mvsec-1:test", "mvsec-1:test")]
    [InlineData("mvsec-3:validation", "mvsec-3:validation")]
    [InlineData("stereospike-1:test", "stereospike-1:test")]
    [InlineData("dsec:train", "dsec:train")]
    public void A_selection_is_read_by_name(string text, string name) => Assert.Equal(name, DatasetSelection.Parse(text).ToString());

    [Theory]
    [InlineData("mvsec-4:test")]
    [InlineData("mvsec-1")]
    [InlineData("mvsec-1:2")]
    [InlineData("mvsec-1:dev")]
    [InlineData("")]
    public void A_selection_that_is_none_says_what_there_is(string text) =>
        Assert.Contains("mvsec-1", Assert.Throws<FormatException>(() => DatasetSelection.Parse(text)).Message, StringComparison.Ordinal);

    private void Download(string inner)
    {
        string home = folder.File(inner);
        DatasetDownload.Mvsec(home, "indoor_flying1", Maps);
        DatasetDownload.Calibration(home, "indoor_flying");
    }
}
