using EventStereo.EventIO.Diagnosis;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

/// <summary>Damage that keeps an MVSEC file from being read is reported with its rows, and everything sound around it is examined.</summary>
public sealed class DoctorMvsecTests
{
    [Theory]
    [InlineData("nan_time.hdf5", FindingKind.InvalidTime, "/davis/left/events", 1, 4000)]
    [InlineData("infinite_time.hdf5", FindingKind.InvalidTime, "/davis/right/events", 1, 17)]
    [InlineData("far_time.hdf5", FindingKind.InvalidTime, "/davis/left/events", 1, 5000)]
    [InlineData("bad_polarity.hdf5", FindingKind.Malformed, "/davis/left/events", 1, 3)]
    [InlineData("broken_chunk.hdf5", FindingKind.DamagedChunk, "/davis/left/events", 1904, 4096)]
    public void Finds_rows_that_are_no_events(string name, FindingKind kind, string stream, long count, long firstRow)
    {
        DiagnosisReport report = RecordingDiagnosis.Run(Fixtures.Mvsec(name), new OpenOptions { Sensor = Fixtures.Sensor });
        Finding finding = Assert.Single(report.Findings, found => found.Kind == kind);
        Assert.Equal((stream, count, firstRow), (finding.Stream, finding.Count, finding.FirstIndex));
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.All(report.Streams, facts => Assert.InRange(facts.Events, 4000, 6000));
    }

    [Fact]
    public void Finds_events_that_readers_drop_as_late()
    {
        DiagnosisReport report = RecordingDiagnosis.Run(Fixtures.Mvsec("late.hdf5"), new OpenOptions { Sensor = Fixtures.Sensor });
        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.TimeBackwards);
    }

    [Fact]
    public void Finds_rows_outside_the_sensor()
    {
        DiagnosisReport report = RecordingDiagnosis.Run(Fixtures.Mvsec("outside.hdf5"), new OpenOptions { Sensor = Fixtures.Sensor });
        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.OutOfSensor && finding.FirstIndex is not null);
    }

    [Fact]
    public void Says_that_the_sensor_is_not_stated_unless_the_caller_states_it()
    {
        Assert.Contains(RecordingDiagnosis.Run(Fixtures.Mvsec("gzip.hdf5")).Findings, finding => finding.Kind == FindingKind.SensorNotStated);
        Assert.DoesNotContain(
            RecordingDiagnosis.Run(Fixtures.Mvsec("gzip.hdf5"), new OpenOptions { Sensor = Fixtures.Sensor }).Findings, finding => finding.Kind == FindingKind.SensorNotStated);
    }

    [Theory]
    [InlineData("truncated.hdf5")]
    [InlineData("no_right.hdf5")]
    [InlineData("five_columns.hdf5")]
    public void Leaves_what_does_not_open_to_the_error(string name) =>
        Assert.Throws<InvalidDataException>(() => RecordingDiagnosis.Run(Fixtures.Mvsec(name)));
}
