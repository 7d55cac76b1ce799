using System.Runtime.InteropServices;
using System.Text.Json;
using EventStereo.Cli.Tests.Support;
using EventStereo.Search.Architecture;

namespace EventStereo.Cli.Tests;

/// <summary><c>--kernels</c> on the commands that run a network, and neurons that learn.</summary>
[Collection(TinyRunCollection.Name)]
public sealed class KernelsTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Predictions_of_both_forms_are_the_same_within_float_tolerance()
    {
        float[][] maps = [.. new[] { "fused", "torch" }.Select(kernels =>
        {
            EvsResult result = EvsProcess.Run("predict", tiny.Run, tiny.Recording, "--out", folder[kernels], "--to-us", "50000", "--no-pictures", "--kernels", kernels);
            Assert.True(result.ExitCode == 0, result.Error);
            byte[] file = File.ReadAllBytes(Path.Combine(folder[kernels], "disparity-00000.npy"));
            int header = 10 + BitConverter.ToUInt16(file, 8); // NPY 1.0: magic, version, length of the header, header
            return MemoryMarshal.Cast<byte, float>(file.AsSpan(header)).ToArray();
        })];

        Assert.Equal(maps[0].Length, maps[1].Length);
        Assert.True(maps[0].Zip(maps[1], (fused, plain) => Math.Abs(fused - plain)).Average() < 1e-3);
    }

    [Fact]
    public void A_network_of_learning_neurons_trains_in_either_form_and_its_decays_are_in_the_weights()
    {
        GenotypeFile.Write(folder["learning.json"], BuiltInGenotypes.SpikeDhsStereo.WithNeurons(new NeuronGenotype { Kind = NeuronKind.ParametricLif }));

        EvsResult trained = EvsProcess.Run(
            ["train", "stereo", "--data", tiny.Recording, "--run", folder["run"], "--genotype", folder["learning.json"], "--kernels", "torch", "--set", "training.steps=2", .. TinyRun.Options]);

        Assert.True(trained.ExitCode == 0, trained.Error);
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "config.json")));
        Assert.Equal("torch", config.RootElement.GetProperty("training").GetProperty("kernels").GetString());
        Assert.Contains("matching.cells.0.neurons.0.decayLogit", File.ReadAllText(Path.Combine(folder["run"], "weights.safetensors")), StringComparison.Ordinal);
        EvsResult scored = EvsProcess.Run("evaluate", folder["run"], "--data", tiny.Recording, "--kernels", "fused");
        Assert.True(scored.ExitCode == 0, scored.Error);
    }

    [Fact]
    public void Another_form_is_exit_2()
    {
        EvsResult result = EvsProcess.Run("predict", tiny.Run, tiny.Recording, "--out", folder["maps"], "--kernels", "quick");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("quick", result.Error, StringComparison.Ordinal);
    }
}
