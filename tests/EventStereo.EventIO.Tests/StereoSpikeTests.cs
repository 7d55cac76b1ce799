using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>StereoSpike's ground truth against scikit-image (tests/data/make_area_closing.py), and its draw of MVSEC's frames.</summary>
public class StereoSpikeTests
{
    private const float Unknown = float.NaN;

    [Theory]
    [InlineData("scene")]
    [InlineData("noise")]
    [InlineData("fine")]
    [InlineData("flat")]
    [InlineData("unknown")]
    [InlineData("small")]
    public void Closes_areas_to_the_bit_as_scikit_image_does(string name)
    {
        using NpzReader file = NpzReader.Open(Fixtures.Data("splits", "area_closing.npz"));
        (float[] depth, float[] closed) = (file.Read<float>($"depth_{name}").Data, file.Read<float>($"closed_{name}").Data);
        int height = (int)file.Read<float>($"depth_{name}").Shape[0];

        Assert.Equal(closed, AreaClosing.Close(depth, new SensorSize(depth.Length / height, height), 24));
    }

    [Fact]
    public void Raises_what_is_nearer_than_all_around_it_on_too_few_pixels()
    {
        // Levels 1 (one pixel) and 2 (with it two) are too few for three; with the 3 below there are three connected ones. Diagonals do not connect.
        float[] closed = AreaClosing.Close([1, 2, 9, 3, 9, 4, 9, 4, 4], new SensorSize(3, 3), 3);
        Assert.Equal([3, 3, 9, 3, 9, 4, 9, 4, 4], closed);
    }

    [Fact]
    public void A_hole_of_enough_pixels_stays()
    {
        Assert.Equal([4, 4, 4, 4], AreaClosing.Close([4, Unknown, 4, 4], new SensorSize(4, 1), 2));
        Assert.Equal([4, Unknown, Unknown, 4], AreaClosing.Close([4, Unknown, Unknown, 4], new SensorSize(4, 1), 2));
    }

    [Theory]
    [InlineData(1, 1420 + 1690, 860, "indoor_flying2,indoor_flying3")]
    [InlineData(2, 1180 + 1690, 1100, "indoor_flying1,indoor_flying3")]
    [InlineData(3, 1180 + 1460, 1342, "indoor_flying1,indoor_flying2")]
    public void Parts_have_the_sizes_of_the_published_lists(int number, int train, int test, string trained)
    {
        StereoSpikeSplit split = StereoSpikeSplit.All[number - 1];
        Assert.Equal(trained.Split(','), split.Frames(DatasetPart.Train).Select(frames => frames.Sequence));
        Assert.Equal(train, split.Frames(DatasetPart.Train).Sum(frames => frames.Frames.Count));
        DatasetFrames validation = Assert.Single(split.Frames(DatasetPart.Validation)), tested = Assert.Single(split.Frames(DatasetPart.Test));
        Assert.Equal((200, test), (validation.Frames.Count, tested.Frames.Count));
        Assert.Equal(200 + test, validation.Frames.Union(tested.Frames).Count());
        Assert.Equal(validation.Frames.Order(), validation.Frames);
        Assert.Equal(tested.Frames.Order(), tested.Frames);
    }

    [Fact]
    public void Entries_are_counted_from_the_third_map_of_the_published_range()
    {
        // Ranges (139, 1201), (119, 1421) and (72, 1816), test lists that begin 0, 2, 3 / 1, 2, 3 / 0, 1, 3 and end 1058 / 1299 / 1541.
        Assert.Equal([141, 143, 144], StereoSpikeSplit.All[0].Frames(DatasetPart.Test)[0].Frames.Take(3));
        Assert.Equal([122, 123, 124], StereoSpikeSplit.All[1].Frames(DatasetPart.Test)[0].Frames.Take(3));
        Assert.Equal([74, 75, 77], StereoSpikeSplit.All[2].Frames(DatasetPart.Test)[0].Frames.Take(3));
        Assert.Equal([1199, 1420, 1615], StereoSpikeSplit.All.Select(split => split.Frames(DatasetPart.Test)[0].Frames[^1]));
    }

    [Theory]
    [InlineData(1, 41)]
    [InlineData(2, 29)]
    [InlineData(3, 19)]
    public void Validation_frames_are_another_draw_than_those_of_ddes(int number, int shared) =>
        Assert.Equal(shared, StereoSpikeSplit.All[number - 1].Frames(DatasetPart.Validation)[0].Frames.Intersect(MvsecSplit.All[number - 1].Frames(DatasetPart.Validation)[0].Frames).Count());
}
