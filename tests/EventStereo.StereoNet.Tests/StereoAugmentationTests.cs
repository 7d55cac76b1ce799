using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoAugmentationTests
{
    private static readonly StereoAugmentation Nothing = new() { DropChance = 0, MaxNoise = 0, MaxHotPixels = 0, FlipRowsChance = 0, SwapPolarityChance = 0 };

    [Theory]
    [InlineData(1.2f, 0f, "...", "abc", "def", "ghi")] // round(1.2) = 1 row down
    [InlineData(-1f, 0f, "def", "ghi", "jkl", "...")]
    [InlineData(0f, 1f, "db.", "gec", "jhf", ".ki")] // -1, 0, 1 rows in columns 0, 1, 2
    [InlineData(0.4f, 0f, "abc", "def", "ghi", "jkl")]
    public void Rows_move_by_an_offset_and_a_tilt(float offset, float tilt, params string[] expected)
    {
        sbyte[] frame = [.. "abcdefghijkl".Select(letter => (sbyte)letter), .. "ABCDEFGHIJKL".Select(letter => (sbyte)letter)]; // two channels of 4 rows by 3 columns
        RowShift.Apply(frame, new SensorSize(3, 4), offset, tilt);

        string shown = string.Concat(frame.Select(value => value == 0 ? '.' : (char)value));
        Assert.Equal(string.Concat(expected) + string.Concat(expected).ToUpperInvariant(), shown);
    }

    [Fact]
    public void Misaligned_rows_leave_the_left_camera_and_the_truth_alone()
    {
        StereoClip clip = Clip(), before = Clip();
        (Nothing with { MaxRowOffset = 3 }).Apply(clip, new Random(1), new Random(2));

        Assert.Equal(before.Left[0], clip.Left[0]);
        Assert.Equal(before.DisparityPx[0], clip.DisparityPx[0]);
        Assert.NotEqual(before.Right[0], clip.Right[0]);
    }

    [Fact]
    public void Upside_down_both_cameras_and_the_truth_turn()
    {
        StereoClip clip = Clip();
        (Nothing with { FlipRowsChance = 1 }).Apply(clip, new Random(1), new Random(2));

        StereoClip before = Clip();
        Assert.Equal(Row(before.Left[0], 0), Row(clip.Left[0], 7));
        Assert.Equal(Row(before.Right[0], 2), Row(clip.Right[0], 5));
        Assert.Equal(Row(before.DisparityPx[0], 1), Row(clip.DisparityPx[0], 6));
    }

    [Fact]
    public void Clips_of_one_recording_share_what_lasts_and_differ_in_single_events()
    {
        StereoAugmentation turning = new() { FlipRowsChance = 0.5f, SwapPolarityChance = 0.5f, MaxHotPixels = 0.5f, DropChance = 1 };
        StereoClip one = Clip(), other = Clip();
        turning.Apply(one, new Random(3), new Random(10));
        turning.Apply(other, new Random(3), new Random(11));

        Assert.Equal(one.DisparityPx[0], other.DisparityPx[0]); // the same way up
        Assert.NotEqual(one.Left[0], other.Left[0]);
    }

    private static float[] Row<T>(T[] frame, int row)
        where T : struct => [.. frame.Skip(row * 8).Take(8).Select(value => Convert.ToSingle(value, System.Globalization.CultureInfo.InvariantCulture))];

    private static StereoClip Clip()
    {
        Random random = new(4);
        sbyte[] Frame() => [.. Enumerable.Range(0, 64).Select(_ => (sbyte)random.Next(-1, 2))];
        return new StereoClip(new SensorSize(8, 8), [Frame()], [Frame()], [[.. Enumerable.Range(0, 64).Select(i => (float)i)]]);
    }
}
