using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class SimulationConfigTests
{
    [Fact]
    public void Presets_are_sound()
    {
        Assert.All(SimulationPresets.Names, name => Assert.Empty(SimulationPresets.Find(name).Validate()));
        Assert.Contains("training", Assert.Throws<ArgumentException>(() => SimulationPresets.Find("none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_is_the_rig_of_MVSEC()
    {
        SimulationConfig config = new();
        Assert.Equal(SensorSize.Davis346, Assert.Single(config.Sensors));
        Assert.Equal(Calibration.StereoGeometry.MvsecIndoorFlying.FocalTimesBaseline, config.Rig.FocalTimesBaseline.Min, 1e-6);
        Assert.Equal(Calibration.StereoGeometry.MvsecIndoorFlying.FocalPx, config.Rig.FocalPx.Max, 1e-9);
    }

    [Fact]
    public void Validate_names_every_problem_by_its_key()
    {
        SimulationConfig config = new()
        {
            DurationMs = double.NaN,
            Sensors = [new SensorSize(8, 8)],
            Rig = new RigConfig { FocalPx = new ValueRange(300, 200) },
            Scene = new SceneConfig { Shapes = new ValueRange(1, 2.5) },
            Pixels = new PixelConfig { BandwidthHz = new ValueRange(0, 100) },
            Noise = new NoiseConfig { HotHz = ValueRange.Of(0) },
        };
        string[] keys = [.. config.Validate().Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)])];
        Assert.Equal(["durationMs", "sensors", "rig.focalPx", "scene.shapes", "pixels.bandwidthHz", "noise.hotHz"], keys);
    }

    [Fact]
    public void Json_round_trips()
    {
        string json = SimulationConfigJson.Write(SimulationPresets.Training);
        Assert.Contains("\"durationMs\":250", json, StringComparison.Ordinal);
        Assert.Equal(json, SimulationConfigJson.Write(SimulationConfigJson.Read(json)));
    }

    [Fact]
    public void Json_keeps_defaults_of_absent_keys()
    {
        SimulationConfig config = SimulationConfigJson.Read("""{"durationMs":5,"rig":{"rowOffsetPx":{"min":1,"max":2}}}""");
        Assert.Equal(5, config.DurationMs);
        Assert.Equal(new ValueRange(1, 2), config.Rig.RowOffsetPx);
        Assert.Equal(new RigConfig().FocalPx, config.Rig.FocalPx);
    }

    [Theory]
    [InlineData("""{"durationMS":5}""", "durationMS")]
    [InlineData("""{"rig":{"focal":5}}""", "focal")]
    [InlineData("""{"durationMs":"5"}""", "durationMs")]
    [InlineData("null", "null")]
    [InlineData("{", "configuration")]
    public void Json_refuses_what_it_does_not_know(string json, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidDataException>(() => SimulationConfigJson.Read(json)).Message, StringComparison.Ordinal);
}
