using System.Buffers.Binary;
using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class ClassifyTests : IDisposable
{
    private const int Side = 8;

    private static readonly string[] Tiny =
    [
        "--preset", "mnist", "--threads", "1", "--set", "training.steps=3", "--set", "training.batchSize=10", "--set", "network.filterMultiplier=2", "--set", "network.steps=2", "--set", "data.validationShare=0.2",
    ];

    private readonly TemporaryFolder folder = new();

    public ClassifyTests()
    {
        Directory.CreateDirectory(folder["data"]);
        Write("train", 60);
        Write("t10k", 20);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trains_and_tests_from_the_command_line()
    {
        EvsResult train = EvsProcess.Run(["train", "classify", "--data", folder["data"], "--run", folder["run"], .. Tiny]);
        Assert.True(train.ExitCode == 0, train.Error);

        EvsResult evaluate = EvsProcess.Run("evaluate", folder["run"], "--json", "-");

        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using JsonDocument report = JsonDocument.Parse(evaluate.Output);
        Assert.Equal(20, report.RootElement.GetProperty("images").GetInt32());
        Assert.Equal("best", report.RootElement.GetProperty("weights").GetString());
        long[] known = [.. report.RootElement.GetProperty("confusion").EnumerateArray().Select((row, label) => row[label].GetInt64())];
        Assert.Equal(100.0 * known.Sum() / 20, report.RootElement.GetProperty("top1Percent").GetDouble(), 9);
        Assert.InRange(report.RootElement.GetProperty("top5Percent").GetDouble(), report.RootElement.GetProperty("top1Percent").GetDouble(), 100);
    }

    [Fact]
    public void Searches_cells_then_neurons_and_trains_what_was_found_with_surrogates_that_evolve()
    {
        string[] small = [.. Tiny[..4], .. Tiny[6..], "--set", "training.batchSize=10", "--set", "search.epochs=3", "--set", "search.warmUpEpochs=1", "--set", "search.sampledEpochs=1", "--set", "search.stepsPerEpoch=1", "--set", "search.candidates=3", "--set", "search.candidateBatches=1", "--set", "space.trellis.layers=2"];
        EvsResult cells = EvsProcess.Run(["search", "classify", "--data", folder["data"], "--run", folder["cells"], .. small, "--json", "-"]);
        Assert.True(cells.ExitCode == 0, cells.Error);
        using JsonDocument report = JsonDocument.Parse(cells.Output);
        Assert.Equal(48, report.RootElement.GetProperty("samples").GetInt32()); // a fifth is held out

        EvsResult neurons = EvsProcess.Run(["search", "classify", "--data", folder["data"], "--run", folder["neurons"], .. small, "--tps", "--hns", "--genotype", folder["cells/genotype.json"]]);
        Assert.True(neurons.ExitCode == 0, neurons.Error);
        EvsResult train = EvsProcess.Run(["train", "classify", "--data", folder["data"], "--run", folder["run"], .. Tiny, "--genotype", folder["neurons/genotype.json"], "--dgs", "--set", "dgs.every=1", "--set", "dgs.warmUpSteps=1", "--set", "dgs.batches=1"]);

        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Equal(4, File.ReadLines(folder["run/surrogates.jsonl"]).Count()); // a head, the beginning, two evaluations
        Assert.Equal(2, EvsProcess.Run("search", "classify", "--run", folder["cells"], "--resume", "--tps").ExitCode);
    }

    [Theory]
    [InlineData(new[] { "--preset", "nothing" }, 2, "'nothing' is none; there are cifar10")]
    [InlineData(new[] { "--preset", "mnist", "--set", "training.lerningRate=1" }, 2, "did you mean 'learningRate'?")]
    [InlineData(new[] { "--preset", "cifar10" }, 3, "data_batch_1.bin")]
    public void Bad_input_gets_one_line(string[] options, int exitCode, string message)
    {
        EvsResult result = EvsProcess.Run(["train", "classify", "--data", folder["data"], "--run", folder["run"], .. options]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Options_of_stereo_are_refused_for_a_classification_run()
    {
        Assert.Equal(0, EvsProcess.Run(["train", "classify", "--data", folder["data"], "--run", folder["run"], .. Tiny, "--set", "training.steps=1"]).ExitCode);

        EvsResult result = EvsProcess.Run("evaluate", folder["run"], "--baselines");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--baselines is for stereo runs", result.Error, StringComparison.Ordinal);
    }

    private void Write(string part, int count)
    {
        Random random = new(count);
        byte[] images = new byte[16 + (count * Side * Side)], labels = new byte[8 + count];
        random.NextBytes(images);
        int[] header = [0x803, count, Side, Side];
        for (int i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4 * i), header[i]);
        }

        BinaryPrimitives.WriteInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), count);
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 4);
        }

        File.WriteAllBytes(Path.Combine(folder["data"], $"{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(folder["data"], $"{part}-labels-idx1-ubyte"), labels);
    }
}
