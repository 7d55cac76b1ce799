using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class TrainTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_folder_holds_what_the_run_was_and_did()
    {
        foreach (string name in (string[])["config.json", "metrics.jsonl", "genotype.json", "weights.safetensors", "summary.json"])
        {
            Assert.True(File.Exists(Path.Combine(tiny.Run, name)), name);
        }

        Assert.Equal(4, File.ReadAllLines(Path.Combine(tiny.Run, "metrics.jsonl")).Length);
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(tiny.Run, "config.json")));
        Assert.Equal(4, config.RootElement.GetProperty("training").GetProperty("steps").GetInt32());
    }

    [Fact]
    public void Stopped_by_a_signal_and_resumed_equals_never_stopped()
    {
        string[] train = ["train", "stereo", "--data", tiny.Recording, "--threads", "1", "--set", "training.steps=12", "--set", "training.checkpointEvery=100", .. TinyRun.Options];
        Assert.Equal(0, EvsProcess.Run([.. train, "--run", folder["whole"]]).ExitCode);
        string metrics = Path.Combine(folder["stopped"], "metrics.jsonl");

        EvsResult stopped = EvsProcess.Interrupt("INT", () => File.Exists(metrics) && new FileInfo(metrics).Length > 0, [.. train, "--run", folder["stopped"]]);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Single(Directory.GetDirectories(Path.Combine(folder["stopped"], "checkpoint")));
        Assert.False(File.Exists(Path.Combine(folder["stopped"], "weights.safetensors")));
        EvsResult resumed = EvsProcess.Run("train", "stereo", "--run", folder["stopped"], "--resume", "--threads", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        foreach (string name in (string[])["weights.safetensors", "metrics.jsonl"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(folder["stopped"], name)));
        }
    }

    [Fact]
    public void Surrogates_that_evolve_are_logged_and_drawn_and_the_next_training_begins_with_them()
    {
        string[] train = ["train", "stereo", "--data", tiny.Recording, "--set", "training.steps=3", "--dgs", "--set", "dgs.every=1", "--set", "dgs.warmUpSteps=1", "--set", "dgs.batches=1", .. TinyRun.Options];
        EvsResult first = EvsProcess.Run([.. train, "--run", folder["first"]]);
        Assert.True(first.ExitCode == 0, first.Error);
        string[] lines = File.ReadAllLines(Path.Combine(folder["first"], "surrogates.jsonl"));
        Assert.Equal(4, lines.Length); // the layers, the beginning, after one and two steps

        EvsResult decode = EvsProcess.Run("decode", folder["first"], "--out", folder["pictures"]);
        Assert.True(decode.ExitCode == 0, decode.Error);
        Assert.Contains("feature.cell0.node0", File.ReadAllText(Path.Combine(folder["pictures"], "surrogates.svg")), StringComparison.Ordinal);

        EvsResult second = EvsProcess.Run([.. train, "--run", folder["second"], "--genotype", Path.Combine(folder["first"], "genotype.json")]);
        Assert.True(second.ExitCode == 0, second.Error);
        using JsonDocument last = JsonDocument.Parse(lines[^1]), begin = JsonDocument.Parse(File.ReadAllLines(Path.Combine(folder["second"], "surrogates.jsonl"))[1]);
        Assert.Equal(last.RootElement.GetProperty("temperatures").GetRawText(), begin.RootElement.GetProperty("temperatures").GetRawText());
    }

    [Theory]
    [InlineData("--set training.stepz=3", "did you mean")]
    [InlineData("--set training.batchSize=0", "training.batchSize")]
    [InlineData("--resume --seed 3", "--data")]
    [InlineData("--device tpu", "tpu")]
    [InlineData("--dgs --set dgs.deltas=[0.2]", "dgs.deltas")]
    [InlineData("--dgs --set dgs.layers=[\"stems\"]", "'stems' names no layer")]
    [InlineData("--dgs --set network.neurons=rectifiedLinear", "dgs evolves")]
    [InlineData("--resume --dgs", "leave out")]
    public void Wrong_configuration_is_one_line_and_exit_2(string arguments, string hint)
    {
        EvsResult result = EvsProcess.Run(["train", "stereo", "--data", tiny.Recording, "--run", folder["run"], .. arguments.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_run_is_never_overwritten()
    {
        EvsResult result = EvsProcess.Run("train", "stereo", "--data", tiny.Recording, "--run", tiny.Run);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--resume", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void A_recording_without_ground_truth_cannot_be_trained_on()
    {
        EvsResult result = EvsProcess.Run("train", "stereo", "--data", Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5"), "--run", folder["run"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("ground", Assert.Single(result.ErrorLines));
    }
}
