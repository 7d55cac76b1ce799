using System.Text.Json;

namespace EventStereo.Energy.Tests;

public sealed class EnergyReportTests
{
    private static readonly ConvolutionShape Shape = ConvolutionShape.Conv2d(1, 2, 3, 3, 3, 1, 1);

    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [Fact]
    public void Prices_a_two_layer_net_that_one_can_count_by_hand()
    {
        // Real input: 162 dense products, 162 * 4.6 pJ. Spikes at a corner and the centre: (4 + 9) * 2 = 26 accumulations, 26 * 0.9 pJ.
        ActivityRecorder recorder = new();
        recorder.Record("first", Shape, [0.5f, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.Record("second", Shape, [1, 0, 0, 0, 1, 0, 0, 0, 0]);
        recorder.CompleteInference();

        EnergyReport report = recorder.Report("hand");

        Assert.Equal((162d, 0d), (report.Layers[0].Macs, report.Layers[0].Acs));
        Assert.Equal((0d, 26d), (report.Layers[1].Macs, report.Layers[1].Acs));
        Assert.Equal(162 * 4.6e-9, report.Layers[0].Mj, 1e-18);
        Assert.Equal(26 * 0.9e-9, report.Layers[1].Mj, 1e-18);
        Assert.Equal(2 * 162 * 4.6e-9, report.ArtificialTotalMj, 1e-18);
        Assert.Equal(2d / 9, report.Layers[1].InputRate, 1e-12);
        Assert.Equal("first", Assert.Single(report.Warnings).Split(':')[0]);
    }

    [Fact]
    public void Adds_up_over_layers_exactly()
    {
        EnergyReport report = RandomReport(seed: 4);

        Assert.Equal(report.Layers.Sum(layer => layer.Mj), report.TotalMj);
        EnergyComparison comparison = EnergyComparison.Of(report);
        Assert.Equal(comparison.Models[0].TotalMj, comparison.Layers.Sum(layer => layer.Mj[report.Model]));
        Assert.Equal(comparison.Models[0].ArtificialTotalMj, comparison.Layers.Sum(layer => layer.ArtificialMj));
    }

    [Fact]
    public void Is_zero_for_zero_spikes()
    {
        ActivityRecorder recorder = new();
        recorder.Record("silent", Shape, new float[9]);
        recorder.CompleteInference();

        EnergyReport report = recorder.Report("silent");

        Assert.Equal(0, report.TotalMj);
        Assert.Equal(double.PositiveInfinity, report.Ratio);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Takes_signed_events_for_accumulations()
    {
        ActivityRecorder recorder = new();
        recorder.Record("signed", Shape, [0, 0, 0, 0, -1, 0, 0, 0, 0]);
        recorder.CompleteInference();

        LayerEnergy layer = recorder.Report("signed").Layers[0];

        Assert.Equal((0d, 18d, InputKind.Ternary), (layer.Macs, layer.Acs, layer.Input));
    }

    [Fact]
    public void A_layer_used_for_both_cameras_counts_twice_an_inference()
    {
        ActivityRecorder recorder = new();
        recorder.Record("shared", Shape, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.Record("shared", Shape, [0, 0, 0, 0, 1, 0, 0, 0, 0]);
        recorder.CompleteInference();

        LayerActivity activity = Assert.Single(recorder.Activities());

        Assert.Equal((324d, (4 + 9) * 2d, 1d / 9), (activity.DenseMacs, activity.SynapticOperations, activity.InputRate));
    }

    [Fact]
    public void A_batch_of_two_has_the_mean_energy_of_its_samples()
    {
        float[] first = [1, 0, 0, 0, 0, 0, 0, 0, 0], second = [0, 0, 0, 0, 1, 0, 0, 0, 1];
        double alone(float[] input)
        {
            ActivityRecorder one = new();
            one.Record("layer", Shape, input);
            one.CompleteInference();
            return one.Report("one").TotalMj;
        }

        ActivityRecorder batch = new();
        batch.Record("layer", Shape, [.. first, .. second]);
        batch.CompleteInference(2);

        Assert.Equal((alone(first) + alone(second)) / 2, batch.Report("batch").TotalMj, 1e-20);
    }

    [Fact]
    public void An_estimate_at_full_rate_is_the_effective_operations()
    {
        LayerActivity full = LayerActivity.AtRate("layer", Shape, 1);
        LayerActivity tenth = LayerActivity.AtRate("layer", Shape, 0.1, uses: 2);

        Assert.Equal(98, full.SynapticOperations);
        Assert.Equal(19.6, tenth.SynapticOperations, 1e-12);
        Assert.Equal(324, tenth.DenseMacs);
    }

    [Fact]
    public void A_recorded_net_is_estimated_at_another_rate()
    {
        ActivityRecorder recorder = new();
        recorder.Record("real", Shape, [0.5f, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.Record("spikes", Shape, new float[9]);
        recorder.CompleteInference();

        EnergyReport report = recorder.Estimate("half", 0.5);

        Assert.Equal(0, report.Inferences);
        Assert.Equal((162d, 0d), (report.Layers[0].Macs, report.Layers[0].Acs));
        Assert.Equal((0d, 49d, 0.5), (report.Layers[1].Macs, report.Layers[1].Acs, report.Layers[1].InputRate));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Refuses_an_impossible_rate(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LayerActivity.AtRate("layer", Shape, rate));

    [Fact]
    public void States_neuron_updates_beside_the_total()
    {
        ActivityRecorder recorder = new();
        recorder.Record("silent", Shape, new float[9]);
        recorder.RecordNeurons(1000);
        recorder.CompleteInference(2);

        EnergyReport report = recorder.Report("neurons");

        Assert.Equal(500 * (4.6 + 0.9) * 1e-9, report.NeuronMj, 1e-15);
        Assert.Equal(0, report.TotalMj);
    }

    [Fact]
    public void Needs_an_inference() => Assert.Throws<InvalidOperationException>(() => new ActivityRecorder().Activities());

    [Fact]
    public void Json_has_the_documented_keys()
    {
        JsonElement root = JsonSerializer.SerializeToElement(EnergyComparison.Of(RandomReport(5)), CamelCase);

        JsonElement model = root.GetProperty("models")[0];
        JsonElement layer = root.GetProperty("layers")[0];
        string[] modelKeys = ["name", "totalMj", "artificialTotalMj", "ratio"];
        string[] layerKeys = ["name", "dimensions", "macs", "acs", "inputRate", "mj"];
        Assert.All(modelKeys, key => Assert.True(model.TryGetProperty(key, out _), key));
        Assert.All(layerKeys, key => Assert.True(layer.TryGetProperty(key, out _), key));
        Assert.Equal(JsonValueKind.Number, layer.GetProperty("mj").GetProperty("random").ValueKind);
    }

    [Fact]
    public void Markdown_has_a_line_a_layer_and_the_total()
    {
        string[] lines = EnergyMarkdown.Of(RandomReport(6)).Split('\n');

        Assert.StartsWith("| a | 2 | binary |", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("| b | 3 | binary |", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("| **total** |", lines[4], StringComparison.Ordinal);
        Assert.All(lines[..5], line => Assert.Equal(10, line.Count(character => character == '|')));
    }

    [Fact]
    public void Compares_only_models_of_different_names() =>
        Assert.Throws<ArgumentException>(() => EnergyComparison.Of(RandomReport(1), RandomReport(2)));

    private static EnergyReport RandomReport(int seed)
    {
        Random random = new(seed);
        ConvolutionShape volume = ConvolutionShape.Conv3d(2, 3, new Extent(3, 4, 5), 3, 1, 1);
        ActivityRecorder recorder = new();
        for (int inference = 0; inference < 3; inference++)
        {
            recorder.Record("a", Shape, [.. Enumerable.Range(0, 9).Select(_ => (float)random.Next(2))]);
            recorder.Record("b", volume, [.. Enumerable.Range(0, 120).Select(_ => (float)random.Next(2))]);
            recorder.CompleteInference();
        }

        return recorder.Report("random");
    }
}
