using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Images;

namespace EventStereo.EventIO.Tests;

/// <summary>Sets of views: reading, warping of their ground truth, and what is seen between two views.</summary>
public sealed class MiddleburyViewTests : IDisposable
{
    private const float N = float.NaN;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_at_its_own_place_is_itself_to_the_bit()
    {
        float[] row = [1.25f, 1.3f, N, 4, 4, 1.3f, N, N, 7, 1];
        float[] seen = Unknown(row.Length);
        StepRow.Warp(row, 0, 0.25f, 1, seen);
        Assert.Equal(row, seen);
    }

    [Fact]
    public void What_is_nearer_hides_and_what_it_hid_stays_unknown()
    {
        // Two places further on the wall has moved by 2 columns and the board, of columns 6 to 9, by 6.
        float[] row = [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1];
        float[] seen = Unknown(row.Length);
        StepRow.Warp(row, 2, 0.25f, 1, seen);
        Assert.Equal([3, 3, 3, 3, N, N, N, N, 1, 1, 1, 1, 1, 1, N, N], seen);
    }

    [Fact]
    public void A_slant_that_is_stretched_has_no_cracks()
    {
        float[] row = [.. Enumerable.Range(0, 32).Select(i => 4 - (0.2f * i))];
        float[] seen = Unknown(32);
        StepRow.Warp(row, 3, 0.25f, 1, seen);

        // Column x shows the point i with x = i - 3 (4 - 0.2 i), so i = (x + 12) / 1.6: from 7.5 at the left edge on to the last.
        for (int x = 0; x < 32; x++)
        {
            double i = (x + 12) / 1.6;
            Assert.Equal(4 - (0.2 * i), seen[x], 1e-5);
        }
    }

    [Fact]
    public void Holes_close_with_the_farther_neighbour()
    {
        float[] row = [N, 3, N, N, 1, N, 5, N];
        StepRow.Fill(row, 9);
        Assert.Equal([3f, 3, 1, 1, 1, 1, 5, 5], row);
        float[] empty = [N, N];
        StepRow.Fill(empty, 9);
        Assert.Equal([9f, 9], empty);
    }

    [Fact]
    public void Ground_truth_at_its_own_view_is_the_published_one_and_between_it_is_the_scenes()
    {
        ViewSet set = Read();
        ViewWarp warp = new(set);
        foreach ((int view, float[] stepPx) in set.Truths)
        {
            Assert.Equal(stepPx, warp.Map(view, filled: false));
        }

        float[] between = warp.Map(3.3, filled: false);
        for (int i = 0; i < between.Length; i++)
        {
            Assert.True(float.IsNaN(between[i]) || between[i] == MiddleburyScene.StepPx(3.3, i % MiddleburyScene.Width, i / MiddleburyScene.Width), $"pixel {i}: {between[i]}");
        }

        Assert.InRange(between.Count(float.IsNaN), 0, between.Length / 30);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(3.3)]
    [InlineData(5.75)]
    public void What_is_seen_between_two_views_is_the_scene_from_there(double place)
    {
        ViewSet set = Read();
        ViewWarp warp = new(set);
        ViewRenderer renderer = new(set, warp);
        float[] steps = new float[MiddleburyScene.Width * ViewRenderer.ColumnsAPixel], scratch = new float[steps.Length], light = new float[MiddleburyScene.Width];
        for (int y = 0; y < MiddleburyScene.Height; y++)
        {
            warp.Known(place, y, ViewRenderer.ColumnsAPixel, steps, scratch);
            warp.Fill(steps);
            renderer.Row(place, y, steps, light);
            for (int x = 10; x < MiddleburyScene.Width - 10; x++)
            {
                if (MiddleburyScene.StepPx(place, x - 2, y) == MiddleburyScene.StepPx(place, x + 2, y))
                {
                    // Grey levels are 0.01 of light apart; the mean over a pixel's width flattens the finest wave by 3 %.
                    double exact = (MiddleburyScene.Light(place, x - 0.25, y) + MiddleburyScene.Light(place, x + 0.25, y)) / 2;
                    Assert.Equal(exact, light[x], 0.02);
                }
            }
        }
    }

    [Fact]
    public void Views_are_brought_to_one_exposure()
    {
        MiddleburyScene.Write(folder.Path, dimmed: 0.8);
        ViewSet set = ViewSetReader.Read(folder.Path);
        double sum = 0;
        for (int x = 30; x < 60; x++)
        {
            sum += set.Views[7].Light[(2 * MiddleburyScene.Width) + x] / MiddleburyScene.Light(7, x, 2) / 30;
        }

        Assert.Equal(1, sum, 0.01);
    }

    [Fact]
    public void Black_columns_are_not_part_of_the_sensor()
    {
        MiddleburyScene.Write(folder.Path, blackColumns: 7);
        ViewSet set = ViewSetReader.Read(folder.Path);
        Assert.Equal(7, set.FirstColumn);
        Assert.Equal(new SensorSize(MiddleburyScene.Width - 7, MiddleburyScene.Height), set.Sensor);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Scale_of_the_disparities_is_found_by_the_views(int scale)
    {
        MiddleburyScene.Write(folder.Path, scale);
        ViewSet set = ViewSetReader.Read(folder.Path);
        Assert.Equal(MiddleburyScene.WallStepPx, set.LeastStepPx);
        Assert.Equal(MiddleburyScene.BoardStepPx, set.GreatestStepPx);
    }

    [Fact]
    public void Refuses_what_is_no_set_with_its_place()
    {
        Assert.Contains("no such folder", Refused(folder.File("absent")), StringComparison.Ordinal);
        Assert.Contains("im0", Refused(folder.Path), StringComparison.Ordinal);
        MiddleburyScene.Write(folder.Path);
        File.Delete(folder.File("im5.pgm"));
        Assert.Contains("picture im5", Refused(folder.Path), StringComparison.Ordinal);
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 8, 0];
        File.WriteAllBytes(folder.File("im5.png"), png);
        Assert.Contains("im5.png: a picture of 65535x65535", Refused(folder.Path), StringComparison.Ordinal);
        File.WriteAllText(folder.File("im5.png"), "P5\n96 32\n255\n");
        Assert.Contains("im5.png: 13 bytes", Refused(folder.Path), StringComparison.Ordinal);
        File.WriteAllText(folder.File("im5.png"), "GIF89a");
        Assert.Contains("im5.png: neither", Refused(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_disparities_that_do_not_explain_the_views()
    {
        MiddleburyScene.Write(folder.Path);
        Random random = new(3);
        MiddleburyScene.Pgm(folder.File("disp2.pgm"), (_, _) => (byte)random.Next(1, 256));
        Assert.Contains("do not agree", Refused(folder.Path), StringComparison.Ordinal);
    }

    /// <summary>Middlebury's cones (2003): the facts of its page.</summary>
    [Fact]
    public void Reads_the_published_cones()
    {
        ViewSet set = ViewSetReader.Read(Fixtures.Shared("stereo_images/cones"));
        Assert.Equal((new SensorSize(450, 375), new SensorSize(400, 375), 8), (set.Size, set.Sensor, set.End));
        float[] known = [.. set.Truths[0].StepPx.Where(float.IsFinite)];
        Assert.Equal((5.5f, 55f), (4 * known.Min(), 4 * known.Max()));
        Assert.Equal(0.968, known.Length / (double)set.Size.Pixels, 0.001);
    }

    /// <summary>Middlebury's tsukuba as a pair.</summary>
    [Fact]
    public void Reads_the_published_tsukuba()
    {
        ViewSet set = ViewSetReader.Read(Fixtures.Shared("stereo_images/tsukuba"));
        Assert.Equal((new SensorSize(384, 288), 1), (set.Sensor, set.End));
        Assert.Equal((5f, 14f), (set.LeastStepPx, set.GreatestStepPx));
    }

    private static float[] Unknown(int length) => [.. Enumerable.Repeat(N, length)];

    private static string Refused(string path) => Assert.Throws<InvalidDataException>(() => ViewSetReader.Read(path)).Message;

    private ViewSet Read()
    {
        MiddleburyScene.Write(folder.Path);
        return ViewSetReader.Read(folder.Path);
    }
}
