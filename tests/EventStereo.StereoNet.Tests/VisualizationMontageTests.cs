using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class VisualizationMontageTests
{
    [Fact]
    public void Every_pixel_of_a_panel_becomes_a_square_of_its_colour()
    {
        using Mat pixels = new(2, 3, MatType.CV_8UC3);
        for (int i = 0; i < 6; i++)
        {
            pixels.Set(i / 3, i % 3, new Vec3b((byte)(40 * i), 255, (byte)i));
        }

        using Panel panel = new(pixels.Clone(), "six pixels");
        using Mat sheet = Montage.Compose([panel], "title", enlargement: 40);
        (int left, int top) = FirstColored(sheet);

        for (int y = 0; y < 80; y++)
        {
            for (int x = 0; x < 120; x++)
            {
                Assert.Equal(pixels.Get<Vec3b>(y / 40, x / 40), sheet.Get<Vec3b>(top + y, left + x));
            }
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    public void Panels_stand_in_rows(int count, int columns)
    {
        Panel[] panels = [.. Enumerable.Range(0, count).Select(_ => new Panel(new Mat(20, 100, MatType.CV_8UC3, Scalar.White), "panel"))];
        using Mat one = Montage.Compose(panels[..1], string.Empty, 1, 1);
        using Mat sheet = Montage.Compose(panels, string.Empty, columns, 1);

        int across = Math.Min(count, columns), down = (count + columns - 1) / columns;
        Assert.Equal(across, Math.Round((sheet.Width - 14) / (one.Width - 14.0)));
        Assert.Equal(down, Math.Round((sheet.Height - 34) / (one.Height - 34.0)));
        Assert.Equal(count * 20L * 100, CountWhite(sheet));
        Array.ForEach(panels, panel => panel.Dispose());
    }

    [Fact]
    public void Long_captions_and_titles_stay_within_their_panel()
    {
        string endless = new('W', 500);
        using Panel first = new(new Mat(20, 60, MatType.CV_8UC3, Scalar.White), endless) { Scale = new ColorScale(0, 40, "px") };
        using Panel second = new(new Mat(20, 60, MatType.CV_8UC3, Scalar.White), string.Empty);
        using Mat sheet = Montage.Compose([first, second], endless, 2, 1);

        // Nothing is drawn in the margins left and right, nor above the second panel, which has no caption.
        Vec3b paper = sheet.Get<Vec3b>(0, 0);
        for (int y = 34; y < sheet.Height; y++)
        {
            Assert.Equal(paper, sheet.Get<Vec3b>(y, 3));
            Assert.Equal(paper, sheet.Get<Vec3b>(y, sheet.Width - 4));
        }

        Assert.Equal(paper, sheet.Get<Vec3b>(48, 14 + 60 + 14 + 10));
    }

    [Fact]
    public void Panels_of_unlike_size_are_refused()
    {
        using Panel small = new(new Mat(2, 2, MatType.CV_8UC3), "small");
        using Panel large = new(new Mat(3, 2, MatType.CV_8UC3), "large");

        Assert.Throws<ArgumentException>(() => Montage.Compose([small, large], "both"));
        Assert.Throws<ArgumentException>(() => Montage.Compose([], "none"));
    }

    [Theory]
    [InlineData(128, 3)]
    [InlineData(346, 1)]
    [InlineData(1280, 1)]
    public void Small_sensors_are_enlarged(int width, int expected) => Assert.Equal(expected, Montage.EnlargementFor(width));

    [Theory]
    [InlineData(false, false, 2, 1)]
    [InlineData(true, false, 2, 2)]
    [InlineData(true, true, 3, 2)]
    [InlineData(false, true, 3, 1)]
    public void Sheet_of_a_window_shows_what_it_is_given(bool predicted, bool truth, int across, int down)
    {
        SensorSize sensor = new(360, 90);
        EventBatch events = new();
        events.Add(5, 60, 45, 1);
        WindowSheet sheets = WindowSheet.ForSeries(sensor);
        using Mat sheet = sheets.Compose(
            new StereoWindow(new TimeWindow(0, 10), events, events), "title", truth ? new float[sensor.Pixels] : null, predicted ? new float[sensor.Pixels] : null);

        Assert.Equal(14 + (across * (360 + 14)), sheet.Width);
        Assert.Equal(34 + (down * (24 + 90 + 44)), sheet.Height);
    }

    private static (int Left, int Top) FirstColored(Mat sheet)
    {
        for (int y = 0; y < sheet.Height; y++)
        {
            for (int x = 0; x < sheet.Width; x++)
            {
                // Text is grey; the panel is full green.
                if (sheet.Get<Vec3b>(y, x).Item1 == 255)
                {
                    return (x, y);
                }
            }
        }

        throw new InvalidOperationException("there is no panel");
    }

    private static long CountWhite(Mat sheet)
    {
        Assert.True(sheet.GetArray(out Vec3b[] pixels));
        return pixels.LongCount(pixel => pixel == new Vec3b(255, 255, 255));
    }
}
