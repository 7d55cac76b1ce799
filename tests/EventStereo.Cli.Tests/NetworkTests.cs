using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>Evaluation, prediction and energy with a network that is hardly trained: what they write, not how good it is.</summary>
[Collection(TinyRunCollection.Name)]
public sealed class NetworkTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Evaluation_has_the_promised_keys_and_scores_baselines_at_the_same_pixels()
    {
        JsonElement report = Json("evaluate", tiny.Run, "--data", tiny.Recording, "--baselines", "--json", "-");

        Assert.Equal("events", report.GetProperty("protocol").GetString());
        foreach (string key in (string[])["meanDisparityErrorPx", "medianDisparityErrorPx", "onePixelErrorPercent", "onePixelAccuracyPercent", "meanDepthErrorM", "medianDepthErrorM"])
        {
            Assert.True(report.GetProperty(key).GetDouble() >= 0, key);
        }

        Assert.Equal(100, report.GetProperty("onePixelErrorPercent").GetDouble() + report.GetProperty("onePixelAccuracyPercent").GetDouble(), 9);
        JsonElement[] methods = [.. report.GetProperty("methods").EnumerateArray()];
        Assert.Equal(4, methods.Length);
        long pixels = report.GetProperty("pixels").GetInt64();
        Assert.All(methods, method => Assert.Equal(pixels, method.GetProperty("overAllPixels").GetProperty("pixels").GetInt64()));
        Assert.True(report.TryGetProperty("split", out _) && report.GetProperty("frames").GetInt64() is > 0 and <= 3);
    }

    [Fact]
    public void Dense_scores_more_pixels_than_events()
    {
        long dense = Json("evaluate", tiny.Run, "--data", tiny.Recording, "--protocol", "dense", "--json", "-").GetProperty("pixels").GetInt64();
        long events = Json("evaluate", tiny.Run, "--data", tiny.Recording, "--protocol", "events", "--json", "-").GetProperty("pixels").GetInt64();

        Assert.True(dense > events, $"{dense} dense, {events} at events");
    }

    [Fact]
    public void Prediction_writes_a_map_a_picture_and_a_depth_map_a_window()
    {
        EvsResult result = EvsProcess.Run("predict", tiny.Run, tiny.Recording, "--out", folder["maps"], "--to-us", "100000");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["depth-00000.npy", "depth-00001.npy", "disparity-00000.npy", "disparity-00000.png", "disparity-00001.npy", "disparity-00001.png", "predictions.json"],
            folder.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Energy_adds_up_over_the_layers()
    {
        JsonElement report = Json("energy", tiny.Run, "--data", tiny.Recording, "--windows", "2", "--json", "-");

        JsonElement model = report.GetProperty("models")[0];
        string name = model.GetProperty("name").GetString() ?? "";
        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        double total = model.GetProperty("totalMj").GetDouble();
        Assert.Equal(total, layers.Sum(layer => layer.GetProperty("mj").GetProperty(name).GetDouble()), 1e-12 + (1e-9 * total));
        Assert.Equal(total, layers.Sum(layer => (layer.GetProperty("macs").GetDouble() * 4.6e-9) + (layer.GetProperty("acs").GetDouble() * 0.9e-9)), 1e-9 * total);
        Assert.Equal(model.GetProperty("artificialTotalMj").GetDouble() / total, model.GetProperty("ratio").GetDouble(), 1e-9);
        Assert.All(layers, layer => Assert.Contains(layer.GetProperty("dimensions").GetInt32(), (int[])[2, 3]));
    }

    [Fact]
    public void Models_give_the_published_parameters_and_operations()
    {
        Dictionary<string, JsonElement> models = Json("models", "--json", "-").EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString() ?? "");

        // 19.46 GMAC a step at 260x346, padded to 264x348. 2.00 and 6.21 GMAC an image and step: with twice the channels four times the operations, on 28x28 for 32x32 pixels, and the stem at 112x112.
        Holds("spikedhs-stereo", "stereo", 870_888, 19.46e9);
        Holds("spikedhs-cifar", "classification", 14_293_758, 2.00e9);
        Holds("spikedhs-imagenet", "classification", 58_263_672, 6.21e9);

        void Holds(string name, string task, long parameters, double macs)
        {
            Assert.Equal(task, models[name].GetProperty("task").GetString());
            Assert.Equal(parameters, models[name].GetProperty("parameters").GetInt64());
            Assert.Equal(macs, models[name].GetProperty("macsPerStep").GetDouble(), 0.01e9);
        }
    }

    [Fact]
    public void Energy_of_a_classifier_is_of_an_image_over_all_its_steps()
    {
        JsonElement report = Json("energy", "--model", "spikedhs-cifar", "--rate", "0.1", "--size", "16x16", "--steps-from-rest", "2", "--json", "-");

        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        Assert.Equal(2, report.GetProperty("steps").GetInt32());
        Assert.Empty(report.GetProperty("references").EnumerateArray());
        Assert.Equal(["stem.convs.0.conv"], layers.Where(layer => layer.GetProperty("macs").GetDouble() > 0).Select(layer => layer.GetProperty("name").GetString()));

        // A quarter of the pixels of 32x32 has a quarter of 2.00 G, twice.
        Assert.Equal(1.00e9, layers.Sum(layer => layer.GetProperty("artificialMacs").GetDouble()), 0.005e9);
    }

    [Fact]
    public void Weights_of_another_network_are_exit_3()
    {
        string other = folder["other"];
        Directory.CreateDirectory(other);
        foreach (string name in (string[])["genotype.json", "weights.safetensors"])
        {
            File.Copy(Path.Combine(tiny.Run, name), Path.Combine(other, name));
        }

        string config = File.ReadAllText(Path.Combine(tiny.Run, "config.json"));
        File.WriteAllText(Path.Combine(other, "config.json"), config.Replace("\"featureMultiplier\": 2", "\"featureMultiplier\": 4", StringComparison.Ordinal));

        EvsResult result = EvsProcess.Run("predict", other, tiny.Recording, "--out", folder["maps"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("another network", Assert.Single(result.ErrorLines));
        Assert.False(Directory.Exists(folder["maps"]));
    }

    [Fact]
    public void Damaged_weights_are_exit_3()
    {
        string other = folder["other"];
        Directory.CreateDirectory(other);
        File.Copy(Path.Combine(tiny.Run, "genotype.json"), Path.Combine(other, "genotype.json"));
        File.Copy(Path.Combine(tiny.Run, "config.json"), Path.Combine(other, "config.json"));
        File.WriteAllBytes(Path.Combine(other, "weights.safetensors"), File.ReadAllBytes(Path.Combine(tiny.Run, "weights.safetensors"))[..1000]);

        EvsResult result = EvsProcess.Run("energy", other, "--data", tiny.Recording);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("weights.safetensors", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("evaluate nowhere --data x.hdf5", 3, "x.hdf5")]
    [InlineData("energy", 2, "--model")]
    [InlineData("energy --model spikedhs-stereo", 2, "--rate")]
    [InlineData("energy --model spikedhs --rate 0.1", 3, "spikedhs-stereo")]
    [InlineData("energy --model spikedhs-stereo --rate 2", 2, "--rate")]
    [InlineData("energy --model spikedhs-cifar --data x.hdf5", 2, "--rate")]
    [InlineData("energy --model spikedhs-stereo --rate 0.1 --size 7", 2, "HxW")]
    [InlineData("energy --model spikedhs-stereo --rate 0.1 --steps-from-rest 10", 2, "goes with --data")]
    [InlineData("energy --model spikedhs-stereo --data x.hdf5 --steps-from-rest 30", 2, "--windows is 20")]
    [InlineData("energy --model spikedhs-stereo --rate 0.1 --energy-model PROFILE --energy-model PROFILE", 2, "two energy models named 'mine'")]
    [InlineData("doctor samples/pendulum_3s_mvsec_gzip.hdf5 --calibration nowhere/x.yaml", 3, "nowhere/x.yaml: no such file or folder")]
    public void Wrong_use_is_one_line(string line, int code, string hint)
    {
        File.WriteAllText(folder["mine.json"], """{ "name": "mine", "kind": "arithmetic", "multiplyPj": 2, "addPj": 0.5, "source": "data sheet" }""");

        EvsResult result = EvsProcess.Run(line.Replace("PROFILE", folder["mine.json"], StringComparison.Ordinal).Replace("samples/", Repository.File("samples") + "/", StringComparison.Ordinal).Split(' '));

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void A_recording_without_ground_truth_cannot_be_evaluated()
    {
        EvsResult result = EvsProcess.Run("evaluate", tiny.Run, "--data", Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no ground truth", Assert.Single(result.ErrorLines));
    }

    private static JsonElement Json(params string[] arguments)
    {
        EvsResult result = EvsProcess.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }
}
