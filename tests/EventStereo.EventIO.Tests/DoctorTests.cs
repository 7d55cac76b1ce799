using EventStereo.EventIO.Diagnosis;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>Sound recordings have no findings; each defect, planted alone, is found with its number and place, and nothing else is.</summary>
public sealed class DoctorTests
{
    private const long DurationUs = 4_000_000;
    private const int Events = 40_000;
    private static readonly SensorSize Sensor = new(64, 48);
    private readonly EventBatch left = PlantedRecording.Sound(Sensor, Events, DurationUs, scene: 1, camera: 0);
    private readonly EventBatch right = PlantedRecording.Sound(Sensor, Events, DurationUs, scene: 1, camera: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_nothing_in_a_sound_recording(int scene)
    {
        PlantedRecording sound = new(
            Sensor, PlantedRecording.Sound(Sensor, Events, DurationUs, scene, 0), PlantedRecording.Sound(Sensor, Events, DurationUs, scene, 1));
        Assert.Empty(RecordingDiagnosis.Run(sound).Findings);
    }

    [Fact]
    public void Finds_nothing_in_one_sound_camera() => Assert.Empty(RecordingDiagnosis.Run(new PlantedRecording(Sensor, left)).Findings);

    [Fact]
    public void Finds_events_that_step_back_in_time()
    {
        // Events 500 and 30,000 move to 2,000 and 300 us before their turn; each is then one event earlier than one before it.
        EventBatch planted = Changed(left, (i, e) => i switch { 500 => e with { TUs = e.TUs - 2000 }, 30_000 => e with { TUs = e.TUs - 300 }, _ => e });
        Finding finding = Only(new PlantedRecording(Sensor, planted, right), FindingKind.TimeBackwards);
        Assert.Equal((2, left.TUs[500] - 2000, 500), (finding.Count, finding.FirstAt, finding.FirstIndex));
        Assert.Contains($"{left.TUs[499] - (left.TUs[500] - 2000):N0} us", finding.Detail, StringComparison.Ordinal);
        Assert.Equal("left", finding.Stream);
    }

    [Fact]
    public void Finds_events_that_no_buffer_reaches_back_to()
    {
        // With a reach of 1,000 events, 40 events set back by two seconds are lost.
        EventBatch planted = Changed(left, (i, e) => i is >= 30_000 and < 30_040 ? e with { TUs = e.TUs - 2_000_000 } : e);
        DiagnosisReport report = RecordingDiagnosis.Run(new PlantedRecording(Sensor, planted, right) { ReorderEvents = 1000 });
        Assert.Equal([FindingKind.TimeBackwards, FindingKind.Late], report.Findings.Select(finding => finding.Kind).Order());
        Assert.All(report.Findings, finding => Assert.Equal(40, finding.Count));
        Assert.Equal(Events - 40, report.Streams[0].Events, tolerance: 1);
    }

    [Fact]
    public void Finds_repeated_events()
    {
        EventBatch planted = new();
        for (int i = 0; i < left.Count; i++)
        {
            planted.Append(left, i, 1);
            if (i is 700 or 800 or 801)
            {
                planted.Append(left, i, 1);
            }
        }

        Finding finding = Only(new PlantedRecording(Sensor, planted, right), FindingKind.Duplicate);
        Assert.Equal((3, left.TUs[700]), (finding.Count, finding.FirstAt));
    }

    [Fact]
    public void Tells_repeated_events_from_those_that_share_only_their_time_and_pixel()
    {
        EventBatch planted = new();
        planted.Append(left, 0, left.Count);
        EventBatch both = Changed(planted, (i, e) => i == 901 ? left.At(900) with { Polarity = (sbyte)-left.Polarity[900] } : e);
        Assert.Empty(RecordingDiagnosis.Run(new PlantedRecording(Sensor, both, right)).Findings);
    }

    [Fact]
    public void Finds_events_outside_the_sensor()
    {
        EventBatch planted = Changed(right, (i, e) => i is 100 or 200 or 39_000 ? e with { X = 64 } : i == 300 ? e with { Y = 4000 } : e);
        Finding finding = Only(new PlantedRecording(Sensor, left, planted), FindingKind.OutOfSensor);
        Assert.Equal((4, right.TUs[100], 100, "right"), (finding.Count, finding.FirstAt, finding.FirstIndex, finding.Stream));
        Assert.Contains("column 64 and row 4000", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_silences()
    {
        // 300 ms of nothing in the middle, in both cameras alike.
        EventBatch[] planted = [.. new[] { left, right }.Select(batch => Without(batch, 2_000_000, 2_300_000))];
        DiagnosisReport report = RecordingDiagnosis.Run(new PlantedRecording(Sensor, planted));
        Assert.Equal([FindingKind.Gap, FindingKind.Gap], report.Findings.Select(finding => finding.Kind));
        Finding finding = report.Findings[0];
        Assert.Equal((1, planted[0].TUs[planted[0].LowerBound(2_000_000) - 1]), (finding.Count, finding.FirstAt));
        Assert.Contains("0.300 s", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_burst_of_one_camera()
    {
        // 5,000 events more within 20 ms at 1.5 s; a busy 50 ms has about 700.
        EventBatch burst = PlantedRecording.Sound(Sensor, 5000, 20_000, scene: 9, camera: 0);
        EventBatch planted = Merged(left, Changed(burst, (_, e) => e with { TUs = e.TUs + 1_500_000 }));
        Finding finding = Only(new PlantedRecording(Sensor, planted, right), FindingKind.RateBurst);
        Assert.Equal((1, 1_500_000, "left"), (finding.Count, finding.FirstAt, finding.Stream));
    }

    [Fact]
    public void Finds_no_burst_where_both_cameras_are_busy()
    {
        EventBatch[] planted =
        [
            .. new[] { left, right }.Select((batch, i) =>
                Merged(batch, Changed(PlantedRecording.Sound(Sensor, 3000, 50_000, scene: 9, camera: i), (_, e) => e with { TUs = e.TUs + 1_500_000 }))),
        ];
        Assert.Empty(RecordingDiagnosis.Run(new PlantedRecording(Sensor, planted)).Findings);
    }

    [Fact]
    public void Finds_a_hot_pixel()
    {
        EventBatch hot = new();
        for (int i = 0; i < 800; i++)
        {
            hot.Add(5000 * i, 20, 30, 1);
        }

        Finding finding = Only(new PlantedRecording(Sensor, Merged(left, hot), right), FindingKind.HotPixel);
        Assert.Equal(1, finding.Count);
        Assert.Contains("(20, 30)", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_dead_row_and_a_dead_column()
    {
        EventBatch planted = Where(right, e => e.Y != 17 && e.X != 40);
        Finding finding = Only(new PlantedRecording(Sensor, left, planted), FindingKind.DeadLine);
        Assert.Equal(2, finding.Count);
        Assert.Contains("row 17, column 40", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_that_a_polarity_is_missing()
    {
        Finding finding = Only(new PlantedRecording(Sensor, Changed(left, (_, e) => e with { Polarity = 1 }), right), FindingKind.OneSidedPolarity);
        Assert.Equal((left.Count, FindingSeverity.Note), (finding.Count, finding.Severity));
    }

    [Fact]
    public void Finds_a_camera_without_events() =>
        Assert.Equal("right", Only(new PlantedRecording(Sensor, left, new EventBatch()), FindingKind.NoEvents).Stream);

    [Fact]
    public void Finds_that_the_sensor_is_not_stated() =>
        Assert.Equal(FindingSeverity.Note, Only(new PlantedRecording(Sensor, left, right) { SensorIsStated = false }, FindingKind.SensorNotStated).Severity);

    [Fact]
    public void Finds_cameras_of_unlike_rates()
    {
        int i = 0;
        Finding finding = Only(new PlantedRecording(Sensor, left, Where(right, _ => i++ % 2 == 0)), FindingKind.RateMismatch);
        Assert.Equal("left, right", finding.Stream);
        Assert.Contains("0.50 times", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_cameras_that_begin_far_apart()
    {
        Finding finding = Only(new PlantedRecording(Sensor, left, Without(right, 0, 700_000)), FindingKind.SpanMismatch);
        Assert.Equal((1, left.TUs[0]), (finding.Count, finding.FirstAt));
        Assert.Contains("+0.700 s", finding.Detail, StringComparison.Ordinal);
    }

    /// <summary>The stereo clock's classic loss: the right camera starts late and is then set to begin at 0, too; no time stamp shows it.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public void Finds_a_camera_that_was_set_to_its_own_beginning(int lateMs)
    {
        EventBatch started = Without(right, 0, lateMs * 1000);
        EventBatch rebased = Changed(started, (_, e) => e with { TUs = e.TUs - started.TUs[0] + left.TUs[0] });
        DiagnosisReport report = RecordingDiagnosis.Run(new PlantedRecording(Sensor, left, rebased));
        Finding finding = Assert.Single(report.Findings, found => found.Kind == FindingKind.ClockOffset);
        Assert.Contains("own first event", finding.Detail, StringComparison.Ordinal);
        Assert.NotNull(report.Stereo?.LagUs);
        Assert.InRange(report.Stereo.LagUs.Value, (-lateMs - 2) * 1000, (-lateMs + 2) * 1000);
    }

    [Fact]
    public void Finds_records_and_bytes_that_were_passed_over()
    {
        PlantedRecording planted = new(Sensor, left) { LossesHalfway = new EventLosses { Malformed = 3, SkippedBytes = 17 } };
        DiagnosisReport report = RecordingDiagnosis.Run(planted);
        Assert.Equal([(FindingKind.Malformed, 3), (FindingKind.SkippedBytes, 17)], report.Findings.Select(finding => (finding.Kind, finding.Count)));

        // In the block in which the counts rise: the one that crosses the middle.
        Assert.All(report.Findings, finding => Assert.Equal((19_000, left.TUs[18_999]), (finding.FirstIndex, finding.FirstAt)));
    }

    [Fact]
    public void Reports_what_comes_before_a_broken_off_end()
    {
        DiagnosisReport report = RecordingDiagnosis.Run(new PlantedRecording(Sensor, left) { BreaksAfter = 25_000 });
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal((FindingKind.TruncatedStream, 25_000, left.TUs[24_999]), (finding.Kind, finding.FirstIndex, finding.FirstAt));
        Assert.Equal(25_000, report.Streams[0].Events);
    }

    [Fact]
    public void Leaves_a_file_without_a_readable_event_unreadable() =>
        Assert.Throws<InvalidDataException>(() => RecordingDiagnosis.Run(new PlantedRecording(Sensor, left) { BreaksAfter = 0 }));

    [Fact]
    public void Bounds_its_memory_whatever_the_times()
    {
        EventBatch far = new();
        far.Add(long.MinValue, 1, 1, 1);
        for (int i = 0; i < 100; i++)
        {
            far.Add(i, 1, 1, (sbyte)(i % 2 == 0 ? 1 : -1));
        }

        far.Add(long.MaxValue, 1, 1, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(RecordingDiagnosis.Run(new PlantedRecording(Sensor, far)).Findings, finding => finding.Kind == FindingKind.Gap);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
    }

    private static Finding Only(PlantedRecording planted, FindingKind kind)
    {
        Finding finding = Assert.Single(RecordingDiagnosis.Run(planted).Findings);
        Assert.Equal(kind, finding.Kind);
        return finding;
    }

    private static EventBatch Changed(EventBatch events, Func<int, PlantedEvent, PlantedEvent> change)
    {
        EventBatch changed = new(events.Count);
        for (int i = 0; i < events.Count; i++)
        {
            PlantedEvent e = change(i, events.At(i));
            changed.Add(e.TUs, e.X, e.Y, e.Polarity);
        }

        return changed;
    }

    private static EventBatch Where(EventBatch events, Func<PlantedEvent, bool> keep)
    {
        EventBatch kept = new();
        for (int i = 0; i < events.Count; i++)
        {
            if (keep(events.At(i)))
            {
                kept.Append(events, i, 1);
            }
        }

        return kept;
    }

    private static EventBatch Without(EventBatch events, long fromUs, long toUs) => Where(events, e => e.TUs < fromUs || e.TUs >= toUs);

    private static EventBatch Merged(EventBatch a, EventBatch b)
    {
        EventBatch merged = new();
        foreach (PlantedEvent e in Enumerable.Range(0, a.Count).Select(a.At).Concat(Enumerable.Range(0, b.Count).Select(b.At)).OrderBy(e => e.TUs))
        {
            merged.Add(e.TUs, e.X, e.Y, e.Polarity);
        }

        return merged;
    }
}
