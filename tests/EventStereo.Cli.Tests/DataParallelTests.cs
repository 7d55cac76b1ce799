using System.Text.Json;
using EventStereo.Cli.Tests.Support;
using EventStereo.Search.Architecture;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class DataParallelTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string[] Train => ["train", "stereo", "--data", tiny.Recording, "--threads", "1", "--set", "training.warmupSteps=0", .. TinyRun.Options];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_ranks_equal_one_that_accumulates_the_same_micro_batches()
    {
        MpiRun.Require();
        string[] steps = ["--set", "training.steps=3"];

        Expect(EvsProcess.Run([.. Train, .. steps, "--set", "training.accumulate=2", "--run", folder["one"]]));
        Expect(MpiRun.Run([.. Train, .. steps, "--data-parallel", "--run", folder["two"]]));

        Assert.InRange(LargestDifference("one", "two"), 0, 1e-5);
        Assert.All(Metrics("one", "loss").Zip(Metrics("two", "loss")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(Metrics("one", "onePixelErrorPercent").Zip(Metrics("two", "onePixelErrorPercent")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(2, Config("two").GetProperty("ranks").GetInt32());
    }

    [Theory]
    [InlineData("TERM", 130)] // all finish the step and write a checkpoint
    [InlineData("KILL", 137)] // mpirun ends the other; the last checkpoint is left
    public void Stopped_on_one_rank_and_resumed_on_both_equals_never_stopped(string signal, int exitCode)
    {
        MpiRun.Require();
        string[] steps = ["--set", "training.steps=12", "--set", "training.checkpointEvery=3", "--data-parallel"];
        Expect(MpiRun.Run([.. Train, .. steps, "--run", folder["whole"]]));

        // The newest process with this run on its command line is a rank.
        string arguments = string.Join(' ', ((string[])[.. Train, .. steps, "--run", folder["stopped"]]).Select(argument => $"'{argument}'"));
        EvsResult stopped = EvsProcess.Shell($"({MpiRun.Prefix} {arguments}) & launcher=$!; until ls -d '{folder["stopped"]}'/checkpoint/*[0-9] > /dev/null 2>&1; do sleep 0.02; done; pkill -{signal} -f -n \"train stereo.*{folder["stopped"]}\"; wait $launcher");

        Assert.Equal(exitCode, stopped.ExitCode);
        Assert.Single(Directory.GetDirectories(Path.Combine(folder["stopped"], "checkpoint")));
        Expect(MpiRun.Run("train", "stereo", "--run", folder["stopped"], "--resume", "--data-parallel", "--threads", "1"));
        foreach (string name in (string[])["weights.safetensors", "metrics.jsonl"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(folder["stopped"], name)));
        }
    }

    [Fact]
    public void Synchronised_batch_norm_makes_two_ranks_one_batch_of_both()
    {
        MpiRun.Require();
        string[] step = ["--set", "training.steps=1"];

        Expect(EvsProcess.Run([.. Train, .. step, "--set", "training.accumulate=2", "--run", folder["accumulated"]]));
        Expect(EvsProcess.Run([.. Train, .. step, "--set", "training.batchSize=2", "--run", folder["joined"]]));
        Expect(MpiRun.Run([.. Train, .. step, "--set", "training.syncBatchNorm=true", "--data-parallel", "--run", folder["synchronised"]]));

        double joined = Metrics("joined", "loss")[0], synchronised = Metrics("synchronised", "loss")[0];
        Assert.Equal(joined, synchronised, 1e-4);
        Assert.True(Math.Abs(joined - Metrics("accumulated", "loss")[0]) > 1e-3, "statistics of their own should give another loss");
    }

    [Fact]
    public void A_rank_that_fails_ends_all_with_one_line_and_its_exit_code()
    {
        MpiRun.Require();

        EvsResult result = MpiRun.Run("train", "stereo", "--data", folder["none.hdf5"], "--run", folder["run"], "--data-parallel");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("none.hdf5", Assert.Single(result.ErrorLines, line => line.StartsWith("evs: ", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Another_number_of_ranks_does_not_resume()
    {
        MpiRun.Require();

        EvsResult result = MpiRun.Run("train", "stereo", "--run", tiny.Run, "--resume", "--data-parallel");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("without --data-parallel", result.Error);
    }

    [Fact]
    public void Without_mpirun_it_says_how_to_start()
    {
        EvsResult result = EvsProcess.Run([.. Train, "--data-parallel", "--run", folder["run"]]);

        Assert.Contains(result.ExitCode, (int[])[2, 4]); // 4 where Open MPI is not installed
        Assert.Contains(result.ExitCode == 2 ? "mpirun -np 2 evs" : "apt-get install openmpi-bin", Assert.Single(result.ErrorLines));
    }

    private static void Expect(EvsResult result) => Assert.True(result.ExitCode == 0, result.Error);

    /// <summary>The largest difference of two runs' weights and statistics, relative to the largest value of the same tensor.</summary>
    private double LargestDifference(string one, string other)
    {
        using SafetensorsFile first = SafetensorsFile.Open(Path.Combine(folder[one], "weights.safetensors")), second = SafetensorsFile.Open(Path.Combine(folder[other], "weights.safetensors"));
        Assert.Equal(first.Tensors.Select(tensor => tensor.Name), second.Tensors.Select(tensor => tensor.Name));
        return first.Tensors.Where(tensor => tensor.Dtype == SafetensorDtype.F32).Max(tensor =>
        {
            Assert.True(second.TryFind(tensor.Name, out SafetensorInfo? twin));
            float[] a = Floats(first.Read(tensor)), b = Floats(second.Read(twin));
            return a.Zip(b, (x, y) => Math.Abs(x - y)).Max() / Math.Max(1e-3, a.Max(Math.Abs));
        });
    }

    private static float[] Floats(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private double[] Metrics(string run, string name) => [.. File.ReadLines(Path.Combine(folder[run], "metrics.jsonl")).Select(line =>
    {
        using JsonDocument step = JsonDocument.Parse(line);
        return step.RootElement.GetProperty(name).GetDouble();
    })];

    private JsonElement Config(string run)
    {
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder[run], "config.json")));
        return config.RootElement.Clone();
    }
}
