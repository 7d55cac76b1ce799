using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;
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

    [Fact]
    public void Energy_of_a_run_is_measured_on_test_images_of_its_data_and_no_auxiliary_layer_counts()
    {
        Train("--set", "network.auxiliaryHead=true", "--set", "training.steps=2");

        EvsResult energy = EvsProcess.Run("energy", folder["run"], "--images", "6", "--json", "-");

        Assert.True(energy.ExitCode == 0, energy.Error);
        using JsonDocument report = JsonDocument.Parse(energy.Output);
        JsonElement[] layers = [.. report.RootElement.GetProperty("layers").EnumerateArray()];
        Assert.Equal((6, 2), (report.RootElement.GetProperty("inferences").GetInt32(), report.RootElement.GetProperty("steps").GetInt32()));
        Assert.Equal(["stem.convs.0.conv", "readout.classifier.linear"], layers.Where(layer => layer.GetProperty("macs").GetDouble() > 0).Select(layer => layer.GetProperty("name").GetString()));
        Assert.DoesNotContain(layers, layer => layer.GetProperty("name").GetString()!.StartsWith("auxiliary", StringComparison.Ordinal)); // every layer has a name
        Assert.Equal(6 * 8 * 8 * 9 * 2, layers[0].GetProperty("macs").GetDouble(), 1e-9); // 6 channels of 8x8 pixels, 9 taps, 2 steps
        Assert.InRange(report.RootElement.GetProperty("spikeRate").GetDouble(), 0.001, 0.999);
        Assert.Matches(@"literature model: +0\.0*[1-9][0-9]{2} mJ", EvsProcess.Run("energy", folder["run"], "--images", "6").Output); // thousandths of a mJ are told
    }

    [Fact]
    public void Bench_puts_runs_side_by_side_and_keeps_their_evaluation()
    {
        Train();

        EvsResult bench = EvsProcess.Run("bench", "classify", folder["run"], "--images", "10", "--rounds", "1", "--threads", "1", "--markdown", folder["table.md"], "--json", "-");

        Assert.True(bench.ExitCode == 0, bench.Error);
        using JsonDocument report = JsonDocument.Parse(bench.Output);
        JsonElement line = Assert.Single(report.RootElement.GetProperty("runs").EnumerateArray());
        JsonElement evaluated = Evaluate();
        Assert.Equal(evaluated.GetProperty("top1Percent").GetDouble(), line.GetProperty("top1Percent").GetDouble());
        Assert.Equal((20, 10), (line.GetProperty("testImages").GetInt32(), line.GetProperty("energyImages").GetInt32()));
        Assert.True(line.GetProperty("mj").GetDouble() > 0 && line.GetProperty("inferenceImagesASecond").GetDouble() > 0 && line.GetProperty("trainingImagesASecond").GetDouble() > 0);
        Assert.InRange(line.GetProperty("loaderWaitPercent").GetDouble(), 0, 100);
        string[] table = File.ReadAllLines(folder["table.md"]);
        Assert.StartsWith("| run | top-1 % | top-5 % | parameters |", table[0], StringComparison.Ordinal);
        Assert.StartsWith("| run | ", table[2], StringComparison.Ordinal);
    }

    [Fact]
    public void An_artificial_network_costs_one_step_of_an_image_in_tables()
    {
        Train("--set", "network.neurons=rectifiedLinear");

        using JsonDocument bench = JsonDocument.Parse(EvsProcess.Run("bench", "classify", folder["run"] + "/", "--images", "6", "--rounds", "1", "--json", "-").Output);
        using JsonDocument energy = JsonDocument.Parse(EvsProcess.Run("energy", folder["run"], "--images", "6", "--json", "-").Output);

        JsonElement line = bench.RootElement.GetProperty("runs")[0], model = energy.RootElement.GetProperty("models")[0];
        Assert.Equal("run", line.GetProperty("run").GetString()); // whatever the folder ends with
        Assert.Equal(model.GetProperty("artificialTotalMj").GetDouble(), line.GetProperty("mj").GetDouble(), 1e-12);
        Assert.Equal(0, line.GetProperty("firingRate").GetDouble());
        Assert.InRange(model.GetProperty("totalMj").GetDouble() / line.GetProperty("mj").GetDouble(), 1.99, 2.01); // two steps
    }

    [Fact]
    public void A_kept_evaluation_of_other_weights_does_not_count()
    {
        Train();
        double known = Evaluate().GetProperty("top1Percent").GetDouble();
        string kept = File.ReadAllText(folder["run/evaluation.json"]), hash = JsonDocument.Parse(kept).RootElement.GetProperty("weightsSha256").GetString()!; // written with it
        File.WriteAllText(folder["run/evaluation.json"], kept.Replace(hash, new string('0', hash.Length), StringComparison.Ordinal).Replace("\"images\": 20", "\"images\": 7", StringComparison.Ordinal));

        EvsResult bench = EvsProcess.Run("bench", "classify", folder["run"], "--images", "4", "--rounds", "1", "--json", "-");

        using JsonDocument report = JsonDocument.Parse(bench.Output);
        JsonElement line = Assert.Single(report.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal((20, known), (line.GetProperty("testImages").GetInt32(), line.GetProperty("top1Percent").GetDouble()));
    }

    [Theory]
    [InlineData(new[] { "energy", "RUN", "--rate", "0.1" }, 2, "--rate does not go with it")]
    [InlineData(new[] { "energy", "--model", "spikedhs-cifar", "--rate", "0.1", "--images", "3" }, 2, "--images is for classification runs")]
    [InlineData(new[] { "evaluate", "RUN", "--kernels", "torch" }, 2, "--kernels is for stereo runs")]
    [InlineData(new[] { "evaluate", "RUN", "--weights", "best" }, 3, "has no weights that did best on samples held out; take --weights last")]
    [InlineData(new[] { "bench", "classify", "nowhere" }, 3, "nowhere: not the run folder of a classification network")]
    public void What_does_not_go_with_a_classification_run_is_refused(string[] arguments, int exitCode, string message)
    {
        Train("--set", "training.steps=1", "--set", "data.validationShare=0");

        EvsResult result = EvsProcess.Run([.. arguments.Select(argument => argument == "RUN" ? folder["run"] : argument)]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_the_course_of_a_training()
    {
        Train("--set", "training.steps=3");

        EvsResult result = EvsProcess.Run("train", "curve", folder["run"], folder["run"], "--out", folder["curve.svg"], "--markdown", folder["curve.md"], "--json", "-");

        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement last = report.RootElement.GetProperty("runs")[1].GetProperty("points").EnumerateArray().Last();
        Assert.Equal(3, last.GetProperty("step").GetInt32());
        Assert.InRange(last.GetProperty("heldOutPercent").GetDouble(), 0, 100);
        Assert.StartsWith("| run | step | loss | top-1, % | held out: loss |", File.ReadAllText(folder["curve.md"]), StringComparison.Ordinal);
        Assert.Contains("</svg>", File.ReadAllText(folder["curve.svg"]), StringComparison.Ordinal);
        Assert.Equal(3, EvsProcess.Run("train", "curve", folder["data"], "--out", folder["none.svg"]).ExitCode); // not a run
        Assert.False(File.Exists(folder["none.svg"]));
    }

    [Fact]
    public void Compares_what_a_search_finds_with_a_given_architecture()
    {
        const string Network = """{ "filterMultiplier": 2, "steps": 2 }""", Training = """{ "steps": 2, "batchSize": 10, "augmentation": { "cropPaddingPx": 0, "cutoutPx": 0 } }""";
        File.WriteAllText(folder["compared.json"], $$"""
            {
              "task": "classification", "energySamples": 4,
              "run": { "network": {{Network}}, "training": {{Training}}, "data": { "dataset": "mnist", "folder": {{JsonSerializer.Serialize(folder["data"])}}, "validationShare": 0.2 } },
              "search": { "space": { "trellis": { "layers": 2, "maxLevel": 1, "moves": "sameDown" } }, "network": {{Network}}, "training": {{Training}}, "search": { "epochs": 2, "warmUpEpochs": 1, "stepsPerEpoch": 1 } },
              "searches": [{ "name": "cells" }],
              "networks": [{ "name": "searched", "genotype": "cells", "seeds": [1] }, { "name": "by-hand", "genotype": "two-cells", "seeds": [1] }]
            }
            """);

        EvsResult made = EvsProcess.Run("search", "compare", "--run", folder["compared"], "--config", folder["compared.json"], "--threads", "1");
        EvsResult table = EvsProcess.Run("search", "compare", "--run", folder["compared"], "--table", "--json", "-");

        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains("20 test samples", made.Output, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(table.Output);
        Assert.True(report.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(["searched", "by-hand"], report.RootElement.GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("name").GetString()));
        Assert.Equal(0, EvsProcess.Run("search", "compare", "--run", folder["compared"], "--config", folder["compared.json"], "--threads", "1").ExitCode); // the same command goes on
        EvsResult other = EvsProcess.Run("search", "compare", "--run", folder["compared"], "--set", "energySamples=5");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("energySamples: 4 and 5", Assert.Single(other.ErrorLines), StringComparison.Ordinal);

        EvsResult reported = EvsProcess.Run("search", "report", folder["compared"], "--out", folder["report"], "--json", "-");
        using JsonDocument runs = JsonDocument.Parse(reported.Output);
        Assert.Equal(["by-hand", "searched"], runs.RootElement.GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("name").GetString()));
        Assert.InRange(runs.RootElement.GetProperty("networks")[0].GetProperty("top1Percent").GetDouble(), 0, 100);
        Assert.Contains("| top-1 % |", File.ReadAllText(folder["report/report.md"]), StringComparison.Ordinal);
        Assert.Equal(2, EvsProcess.Run("search", "report", folder["compared"], "--data", folder["data"], "--out", folder["report"]).ExitCode); // for stereo networks
        Train("--set", "training.steps=1");
        Assert.Contains("no comparison has scored this run", EvsProcess.Run("search", "report", folder["run"], "--out", folder["report"]).Error, StringComparison.Ordinal);

        string score = folder["compared/networks/searched-1/score.json"];
        File.WriteAllText(score, Regex.Replace(File.ReadAllText(score), "\"mj\": [^,\n]+", "\"mj\": 1e999"));
        EvsResult endless = EvsProcess.Run("search", "report", folder["compared"], "--out", folder["report"]);
        Assert.Equal(3, endless.ExitCode);
        Assert.Contains("searched-1: accuracy or energy", Assert.Single(endless.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "--preset", "nothing" }, 2, "'nothing' is none; there are cifar10")]
    [InlineData(new[] { "--preset", "mnist", "--set", "training.lerningRate=1" }, 2, "did you mean 'learningRate'?")]
    [InlineData(new[] { "--preset", "mnist", "--set", "training.mixupAlpha=1e-12" }, 2, "training.mixupAlpha is 1E-12, not 0 (none) or 0.001 to 2")]
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

    private void Train(params string[] options)
    {
        EvsResult train = EvsProcess.Run(["train", "classify", "--data", folder["data"], "--run", folder["run"], .. Tiny, .. options]);
        Assert.True(train.ExitCode == 0, train.Error);
    }

    private JsonElement Evaluate()
    {
        EvsResult evaluate = EvsProcess.Run("evaluate", folder["run"], "--json", "-");
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using JsonDocument report = JsonDocument.Parse(evaluate.Output);
        return report.RootElement.Clone();
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
