using System.Text.Json;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;

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

        EnergyReport report = EnergyReport.Measured("hand", (3, 3), recorder);
        ModelEnergy literature = report.Models[0];

        Assert.Equal((162d, 0d), (report.Layers[0].Macs, report.Layers[0].Acs));
        Assert.Equal((0d, 26d), (report.Layers[1].Macs, report.Layers[1].Acs));
        Assert.Equal((162 * 4.6e-9) + (26 * 0.9e-9), literature.TotalMj, 1e-18);
        Assert.Equal(2 * 162 * 4.6e-9, literature.ArtificialTotalMj.GetValueOrDefault(), 1e-18);
        Assert.Equal(2d / 9, report.Layers[1].InputRate, 1e-12);
        Assert.Equal("first", Assert.Single(report.Warnings).Split(':')[0]);
    }

    [Fact]
    public void Adds_up_over_operations_in_every_model()
    {
        EnergyReport report = RandomReport(seed: 4);

        Assert.All(report.Models, model => Assert.Equal(model.TotalMj, report.Layers.Concat(report.Others).Sum(layer => layer.Mj[model.Name]), 1e-12 * model.TotalMj));
        Assert.All(report.Models, model => Assert.Equal(model.TotalMj, model.Breakdown.TotalMj));
    }

    [Fact]
    public void A_silent_network_takes_nothing_by_the_literature_and_no_warning()
    {
        ActivityRecorder recorder = new();
        recorder.Record("silent", Shape, new float[9]);
        recorder.CompleteInference();

        EnergyReport report = EnergyReport.Measured("silent", (3, 3), recorder);

        Assert.Equal(0, report.Models[0].TotalMj);
        Assert.Equal(double.PositiveInfinity, report.Models[0].Ratio);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Takes_signed_events_for_accumulations()
    {
        ActivityRecorder recorder = new();
        recorder.Record("signed", Shape, [0, 0, 0, 0, -1, 0, 0, 0, 0]);
        recorder.CompleteInference();

        LayerEnergy layer = EnergyReport.Measured("signed", (3, 3), recorder).Layers[0];

        Assert.Equal((0d, 18d, InputKind.Ternary), (layer.Macs, layer.Acs, layer.Input));
    }

    [Fact]
    public void At_the_break_even_rate_the_spiking_network_takes_what_the_quantised_one_takes()
    {
        IReadOnlyList<LayerActivity> activities = [LayerActivity.AtRate("layer", ConvolutionShape.Conv2d(16, 16, 32, 32, 3, 1, 1), 0.3, uses: 5) with { Steps = 5 }];
        double rate = BreakEven.Rate(EnergyModels.Tiled, activities).GetValueOrDefault();

        Assert.InRange(rate, 0, 1);
        Assert.Equal(3, BreakEven.Bits(5));
        Assert.Equal(EnergyModels.Tiled.Quantized(activities, 3).GetValueOrDefault().TotalMj, BreakEven.AtRate(EnergyModels.Tiled, activities, rate), 1e-15);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    public void Spikes_of_T_steps_carry_what_so_many_bits_do(int steps, int bits) => Assert.Equal(bits, BreakEven.Bits(steps));

    [Fact]
    public void The_reference_is_padded_as_its_authors_pad_and_runs_on_no_chip()
    {
        ReferenceEnergy ddes = Assert.Single(EnergyReport.Estimated("net", (260, 346), [LayerActivity.AtRate("layer", Shape, 0.5)]).References);

        Assert.Equal("DDES (2-D part), 320x384", ddes.Name);
        Assert.Equal(37.91e9, ddes.Macs, 0.005e9);
        Assert.DoesNotContain("loihi", ddes.Mj.Keys);
    }

    [Fact]
    public void An_assumption_moves_the_number_as_it_says()
    {
        ActivityRecorder recorder = new();
        recorder.Record("real", Shape, [0.5f, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.Record("spikes", Shape, [0, 0, 0, 0, 1, 0, 0, 0, 0]);
        recorder.RecordNeurons("neurons", 18, 2);
        recorder.CompleteInference();

        Dictionary<string, double> mj = Sensitivity.Of(recorder.Activities(), (260, 346)).ToDictionary(line => line.Assumption, line => line.Mj);

        double real = 162 * 4.6e-9;
        Assert.Equal(real + (18 * 0.9e-9), mj["as counted"], 1e-18);
        Assert.Equal(real + (98 * 0.1 * 0.9e-9), mj["every spiking input at a rate of 10 %"], 1e-18);
        Assert.Equal((8 + 18) * 0.9e-9, mj["real-valued inputs were spikes at their rate"], 1e-18);
        Assert.Equal(real + (18 * 0.9e-9) + (18 * 5.5e-9), mj["the neurons' updates counted too"], 1e-18);
        Assert.Equal(10 * mj["as counted"], mj["10 steps from rest in place of one with carried state"], 1e-18);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Refuses_an_impossible_rate(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LayerActivity.AtRate("layer", Shape, rate));

    [Fact]
    public void An_estimate_at_full_rate_is_the_effective_operations()
    {
        Assert.Equal(98, LayerActivity.AtRate("layer", Shape, 1).SynapticOperations);
        Assert.Equal(19.6, LayerActivity.AtRate("layer", Shape, 0.1, uses: 2).SynapticOperations, 1e-12);
    }

    [Fact]
    public void Json_has_the_documented_keys()
    {
        JsonElement root = JsonSerializer.SerializeToElement(RandomReport(5), CamelCase);

        JsonElement model = root.GetProperty("models")[0];
        JsonElement layer = root.GetProperty("layers")[0];
        string[] modelKeys = ["name", "totalMj", "artificialTotalMj", "ratio"];
        string[] layerKeys = ["name", "dimensions", "macs", "acs", "inputRate", "mj"];
        Assert.All(modelKeys, key => Assert.True(model.TryGetProperty(key, out _), key));
        Assert.All(layerKeys, key => Assert.True(layer.TryGetProperty(key, out _), key));
        Assert.Equal(JsonValueKind.Number, layer.GetProperty("mj").GetProperty("cmos45nm-fp32").ValueKind);
    }

    [Fact]
    public void Markdown_has_a_line_a_model_and_a_line_an_operation()
    {
        string[] lines = EnergyMarkdown.Of(RandomReport(6)).Split('\n');

        Assert.All(EnergyModels.All, model => Assert.Single(lines, line => line.StartsWith($"| {model.Name} |", StringComparison.Ordinal)));
        Assert.All((string[])["a", "b", "neurons"], name => Assert.Single(lines, line => line.StartsWith($"| {name} |", StringComparison.Ordinal)));
    }

    private static EnergyReport RandomReport(int seed)
    {
        Random random = new(seed);
        ConvolutionShape volume = ConvolutionShape.Conv3d(2, 3, new Extent(3, 4, 5), 3, 1, 1);
        ActivityRecorder recorder = new();
        for (int inference = 0; inference < 3; inference++)
        {
            recorder.Record("a", Shape, [.. Enumerable.Range(0, 9).Select(_ => (float)random.Next(2))]);
            recorder.Record("b", volume, [.. Enumerable.Range(0, 120).Select(_ => (float)random.Next(2))]);
            recorder.RecordNeurons("neurons", 180, random.Next(180));
            recorder.CompleteInference();
        }

        return EnergyReport.Measured("random", (3, 3), recorder);
    }
}
