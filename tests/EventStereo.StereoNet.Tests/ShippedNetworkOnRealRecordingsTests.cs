using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

/// <summary>
/// What the shipped network, trained on simulation alone, makes of real recordings that it never saw: the bounds are the
/// project's promise.
/// </summary>
public sealed class ShippedNetworkOnRealRecordingsTests(ShippedNetwork network) : IClassFixture<ShippedNetwork>
{
    private static readonly Lazy<IReadOnlyList<ReferenceDisparity>> Reference = new(() => ReferenceDisparity.Read(TestData.Path("stereo_events/pendulum_modes_50ms.csv")));

    [Fact]
    public void Pendulum_is_within_3_px_in_95_percent_of_the_windows_and_1_2_px_on_average()
    {
        ReferenceEvaluation score = Score(rightShiftPx: 0, rightDelayUs: 0);

        Assert.Equal(250, score.Windows);
        Assert.True(score.WithinPercent >= 95, $"{score.Within} of {score.Windows}");
        Assert.True(score.MeanErrorPx <= 1.2, $"{score.MeanErrorPx:F2} px");
    }

    [Fact]
    public void Shifting_the_right_camera_by_8_px_moves_the_answer_by_8_px()
    {
        ReferenceEvaluation score = Score(rightShiftPx: 8, rightDelayUs: 0);

        Assert.True(score.WithinPercent >= 90, $"{score.Within} of {score.Windows}");
    }

    [Fact]
    public void Delaying_the_right_camera_by_a_second_takes_the_answer_away()
    {
        ReferenceEvaluation score = Score(rightShiftPx: 0, rightDelayUs: 1_000_000);

        Assert.True(score.WithinPercent < 25, $"{score.Within} of {score.Windows}");
    }

    [Theory]
    [InlineData("movingPersons.dat", 13)]
    [InlineData("movingPersonFaraway.dat", 12)]
    public void Walking_people_are_where_they_are_known_to_be(string name, double disparityPx)
    {
        using IEventRecording recording = RecordingFormats.Open(TestData.Path("stereo_events/" + name));

        float median = ReferenceComparison.MedianDisparityPx(recording, network.Method, TestData.WindowUs, channels: 5, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: median {median:F1} px, known {disparityPx} px");
        Assert.Equal(disparityPx, median, 2.0);
    }

    private ReferenceEvaluation Score(int rightShiftPx, long rightDelayUs)
    {
        using InMemoryStereoRecording recording = TestData.PendulumRecording();
        ReferenceComparison comparison = new(recording, Reference.Value) { RightShiftPx = rightShiftPx, RightDelayUs = rightDelayUs };
        ReferenceEvaluation score = comparison.Score(network.Method, cancellation: TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{score.Within} of {score.Windows} windows within 3 px, mean error {score.MeanErrorPx:F2} px");
        return score;
    }
}
