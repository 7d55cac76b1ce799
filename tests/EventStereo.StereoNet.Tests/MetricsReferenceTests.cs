using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

public sealed class MetricsReferenceTests
{
    [Fact]
    public void Table_of_the_pendulum_holds_270_windows_of_which_250_are_usable()
    {
        IReadOnlyList<ReferenceDisparity> windows = ReferenceDisparity.Read(TestData.Path("stereo_events/pendulum_modes_50ms.csv"));

        Assert.Equal(270, windows.Count);
        Assert.Equal(250, windows.Count(w => w.Usable));
        Assert.Equal(new ReferenceDisparity(50_000, 36, 5743, true), windows[1]);
    }

    [Theory]
    [InlineData("0,39.1,7233")]
    [InlineData("0,39.1,7233,yes")]
    [InlineData("0,x,7233,1")]
    [InlineData("50000,39.1,7233,1\n0,36,5743,1")]
    public void Damaged_table_is_refused_with_its_line(string table)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# a comment\nfromUs,disparityPx,pairs,usable\n" + table);
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => ReferenceDisparity.Read(path));

            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("line ", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Window_is_right_within_the_tolerance_and_wrong_without_an_answer()
    {
        ReferenceEvaluation evaluation = new(tolerancePx: 3);
        evaluation.Add(12, new ReferenceDisparity(0, 10, 500, true));
        evaluation.Add(14, new ReferenceDisparity(50_000, 10, 500, true));
        evaluation.Add(float.NaN, new ReferenceDisparity(100_000, 10, 500, true));
        evaluation.Add(10, new ReferenceDisparity(150_000, 10, 20, false));

        Assert.Equal((3, 1, 1), (evaluation.Windows, evaluation.Within, evaluation.Unanswered));
        Assert.Equal(3, evaluation.MeanErrorPx, 1e-6);
        Assert.Equal(100 / 3.0, evaluation.WithinPercent, 1e-9);
    }
}
