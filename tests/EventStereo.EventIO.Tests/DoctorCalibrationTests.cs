using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Diagnosis;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

public sealed class DoctorCalibrationTests
{
    private static readonly SensorSize Sensor = new(10, 8);

    [Fact]
    public void Finds_nothing_in_maps_of_the_sensor() =>
        Assert.Empty(CalibrationExamination.Run(StereoRectification.Load(Fixtures.Calibration), Fixtures.Sensor));

    [Fact]
    public void Finds_maps_of_another_sensor()
    {
        Finding finding = Assert.Single(CalibrationExamination.Run(StereoRectification.Load(Fixtures.Calibration), SensorSize.Davis346));
        Assert.Equal((FindingKind.CalibrationMismatch, FindingSeverity.Error), (finding.Kind, finding.Severity));
        Assert.Contains("32x24, the recording of 346x260", finding.Detail, StringComparison.Ordinal);
    }

    /// <summary>Of the 10 columns, shifted by 6, four stay: 48 of the 80 pixels are lost. A shift by 4 loses 32, under half.</summary>
    [Theory]
    [InlineData(6, 48)]
    [InlineData(4, null)]
    public void Finds_maps_that_lose_most_of_the_image(int shift, int? lost)
    {
        RectificationMap shifted = Map(shift);
        IReadOnlyList<Finding> findings = CalibrationExamination.Run(new StereoRectification(Map(0), shifted), Sensor);
        Assert.Equal(lost is null ? [] : [("right", (long)lost)], findings.Select(finding => (finding.Stream, finding.Count)));
    }

    private static RectificationMap Map(int shift) => new(
        Sensor, [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (float)((i % Sensor.Width) + shift))], [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (float)(i / Sensor.Width))]);
}
