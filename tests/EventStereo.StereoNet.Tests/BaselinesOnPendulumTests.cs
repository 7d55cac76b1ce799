using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

/// <summary>The real pendulum, complete: 270 windows of 50 ms, of which 250 have a usable reference.</summary>
public sealed class BaselinesOnPendulumTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<ReferenceDisparity> Windows = ReferenceDisparity.Read(TestData.Path("stereo_events/pendulum_modes_50ms.csv"));

    [Fact]
    public void Correlation_of_signed_stacks_is_within_three_pixels_in_264_windows()
    {
        ReferenceEvaluation all = Score(new CorrelationBaseline(), usableOnly: false);

        Assert.Equal((270, 264), (all.Windows, all.Within));
    }

    [Fact]
    public void Correlation_with_a_wide_window_is_within_three_pixels_in_263_windows()
    {
        ReferenceEvaluation all = Score(new CorrelationBaseline(new CorrelationSettings { Window = 21 }), usableOnly: false);

        Assert.Equal((270, 263), (all.Windows, all.Within));
    }

    [Fact]
    public void Semi_global_matching_is_within_three_pixels_in_nine_of_ten_windows()
    {
        ReferenceEvaluation usable = Score(new SemiGlobalBaseline(), usableOnly: true);

        Assert.Equal(250, usable.Windows);
        Assert.True(usable.Within >= 225, $"{usable.Within} of 250");
    }

    [Fact]
    public void Semi_global_matching_with_blocks_of_five_is_within_three_pixels_in_250_windows()
    {
        SemiGlobalSettings five = new() { BlockSize = 5, P1 = 200, P2 = 800, WhiteCount = 4, PreFilterCap = 63, LeftRightPx = 1 };
        ReferenceEvaluation all = Score(new SemiGlobalBaseline(five), usableOnly: false);

        // The published count; another build of OpenCV may tip a window or two.
        Assert.Equal(270, all.Windows);
        Assert.InRange(all.Within, 247, 253);
    }

    [Fact]
    public void Best_constant_is_right_in_less_than_half_of_the_windows()
    {
        ConstantBaseline best = ConstantBaseline.Best([.. Windows.Select(w => w.DisparityPx)], 3);
        ReferenceEvaluation all = Score(best, usableOnly: false);

        Assert.InRange(all.Within, 120, 134);
        Assert.InRange(best.ConstantPx, 18, 20);
    }

    [Fact]
    public void Correlation_with_the_right_camera_one_second_late_is_lost()
    {
        ReferenceEvaluation usable = Score(new CorrelationBaseline(), usableOnly: true, rightDelayUs: 1_000_000);

        Assert.True(usable.WithinPercent < 25, $"{usable.WithinPercent:0} % are right without stereo");
    }

    private ReferenceEvaluation Score(IDisparityEstimator method, bool usableOnly, long rightDelayUs = 0)
    {
        ReferenceEvaluation evaluation = new(3, usableOnly);
        float[] disparities = new float[TestData.Dvs128.Pixels];
        foreach (ReferenceDisparity window in Windows)
        {
            StereoFrames frames = TestData.PendulumFrames(window.FromUs, rightDelayUs);
            method.Estimate(frames, 63, disparities);
            evaluation.Add(DisparityMetrics.MedianAtEvents(disparities, frames.LeftEvents()), window);
        }

        output.WriteLine($"{method.Name}: {evaluation.Within} of {evaluation.Windows} windows within 3 px, mean error {evaluation.MeanErrorPx:0.00} px");
        return evaluation;
    }
}
