using System.Text.Json;
using EventStereo.Cli.Commands;
using EventStereo.Cli.Shell;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.Training;

namespace EventStereo.Cli.Tests;

/// <summary>What a training says of itself while it runs, and what its help says of its keys.</summary>
public sealed class TrainingPaceTests
{
    [Fact]
    public void A_step_is_told_with_accuracy_rate_pace_and_time_left()
    {
        Clock clock = new();
        TrainingPace pace = new(stepsBefore: 100, totalSteps: 200, samplesAStep: 8, clock);
        clock.Seconds = 20; // for 10 steps of 8 samples: 4 samples a second, and 90 steps of 2 s to go

        Assert.Equal("step 110 of 200, loss 2.500, 1PA 60.0 %, firing rate 8.5 %, 4.0 samples/s, 00:03:00 left", pace.Describe(Step(109, 0.085), null));
    }

    [Fact]
    public void The_last_validation_stays_and_a_network_without_spikes_has_no_rate()
    {
        Clock clock = new() { Seconds = 0 };
        TrainingPace pace = new(0, 4, 1, clock);
        clock.Seconds = 1;
        pace.Describe(Step(0, double.NaN), new StereoValidation(2.25, 30, 1.5, 10));
        clock.Seconds = 2;

        Assert.Equal("step 2 of 4, loss 2.500, 1PA 60.0 %, held out 2.250, 1PA 70.0 %, 1.0 samples/s, 00:00:02 left", pace.Describe(Step(1, double.NaN), null));
    }

    [Fact]
    public void Every_key_in_the_help_is_one_of_the_configuration()
    {
        using JsonDocument config = JsonDocument.Parse(ConfigFile.ToJson(new StereoRunConfig()));
        string[] keys = [.. new TrainStereoCommand().Notes.SelectMany(line => line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.StartsWith("training.", StringComparison.Ordinal) || word.StartsWith("network.", StringComparison.Ordinal))];

        Assert.True(keys.Length > 15);
        Assert.All(keys, key => Assert.NotEqual(JsonValueKind.Undefined, key.Split('.').Aggregate(config.RootElement, (at, name) => at.TryGetProperty(name, out JsonElement inner) ? inner : default).ValueKind));
    }

    private static TrainingStep Step(int step, double firingRate) => new(step, 2.5, 1, 40, firingRate, 1e-3, 100, 0.5, 0);

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * 1e6);
    }
}
