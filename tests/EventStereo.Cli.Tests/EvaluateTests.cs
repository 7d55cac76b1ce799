using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary><c>evs evaluate</c> over several runs, seeds and weights, with a network that is hardly trained: what is reported, not how good it is.</summary>
[Collection(TinyRunCollection.Name)]
public sealed class EvaluateTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_protocol_scores_and_stands_beside_its_numbers()
    {
        foreach (string protocol in (string[])["float", "ddes", "ddes-sparse", "stereospike", "dsec"])
        {
            JsonElement report = Evaluate(tiny.Run, "--protocol", protocol);

            Assert.Equal(protocol, report.GetProperty("protocol").GetString());
            JsonElement method = Assert.Single(report.GetProperty("methods").EnumerateArray());
            Assert.Equal(protocol, method.GetProperty("protocol").GetString());
            Assert.True(method.GetProperty("frames").GetInt64() > 0 && method.GetProperty("pixels").GetInt64() > 0, protocol);
            Assert.Equal(protocol == "dsec" ? "pixels" : "frames", report.GetProperty("average").GetString());
            Assert.True(report.GetProperty("methods")[0].GetProperty("rootMeanSquareErrorPx").GetDouble() > 0, protocol);
        }
    }

    [Fact]
    public void Several_runs_are_scored_in_one_pass_each_in_its_row()
    {
        string other = Seed(2, best: false);
        JsonElement report = Evaluate(tiny.Run, other);

        Assert.Equal(["tiny", "seed-2"], report.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()));
        Assert.Equal([1, 2], report.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("seed").GetInt32()));
        Assert.Equal(report.GetProperty("onePixelErrorPercent").GetDouble(), report.GetProperty("runs")[1].GetProperty("onePixelErrorPercent").GetDouble());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("seeds").ValueKind);
    }

    [Fact]
    public void Seeds_of_a_folder_have_a_mean_and_a_deviation()
    {
        Copy(tiny.Run, folder["runs/seed-1"], 1);
        Copy(tiny.Run, folder["runs/seed-3"], 3);
        Directory.CreateDirectory(folder["runs/notes"]);
        JsonElement report = Evaluate(folder["runs"], "--seeds");

        JsonElement seeds = report.GetProperty("seeds");
        Assert.Equal((2, "last"), (seeds.GetProperty("n").GetInt32(), seeds.GetProperty("weights").GetString()));
        Assert.Equal(report.GetProperty("meanDepthErrorM").GetDouble(), seeds.GetProperty("mean").GetProperty("meanDepthErrorM").GetDouble(), 1e-9);
        Assert.Equal(0, seeds.GetProperty("sd").GetProperty("onePixelAccuracyPercent").GetDouble(), 1e-9);
    }

    [Fact]
    public void Best_weights_get_a_row_of_their_own_unless_others_are_asked_for()
    {
        string run = Seed(2, best: true);

        Assert.Equal([("seed-2", "last"), ("seed-2 best on validation", "bestOnValidation")], Rows(Evaluate(run)));
        Assert.Equal([("seed-2", "last")], Rows(Evaluate(run, "--weights", "last")));
        Assert.Equal([("seed-2 best on validation", "bestOnValidation")], Rows(Evaluate(run, "--weights", "best")));

        static (string?, string?)[] Rows(JsonElement report) =>
            [.. report.GetProperty("runs").EnumerateArray().Select(row => (row.GetProperty("name").GetString(), row.GetProperty("weights").GetString()))];
    }

    [Fact]
    public void A_quick_look_scores_the_first_frames_and_says_so()
    {
        JsonElement report = Evaluate(tiny.Run, "--frames", "1", "--per-recording");

        Assert.Equal((1, 1), (report.GetProperty("frames").GetInt32(), report.GetProperty("firstFrames").GetInt32()));
        JsonElement recording = Assert.Single(report.GetProperty("recordings").EnumerateArray());
        Assert.Equal(tiny.Recording, recording.GetProperty("recording").GetString());
        Assert.Equal(report.GetProperty("pixels").GetInt64(), recording.GetProperty("methods")[0].GetProperty("pixels").GetInt64());
        Assert.Contains("quick look at the first 1 frames", EvsProcess.Run("evaluate", tiny.Run, "--data", tiny.Recording, "--frames", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_are_no_seeds_of_one_configuration_are_refused_with_what_differs()
    {
        string other = Seed(2, best: false);
        string config = Path.Combine(other, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"cropHeight\": 48", "\"cropHeight\": 64", StringComparison.Ordinal));
        Refused(2, "training.cropHeight: 48 and 64", tiny.Run, other, "--seeds");
        Refused(2, "have the same seed, 1", tiny.Run, Copy(tiny.Run, folder["again"], 1), "--seeds");
    }

    [Fact]
    public void Wrong_use_is_one_line()
    {
        Refused(2, "is named 2 times", tiny.Run, tiny.Run);
        Refused(2, "no protocol", tiny.Run, "--protocol", "kitti");
        Refused(3, "no validation data to choose weights by", tiny.Run, "--weights", "best");
        Refused(2, "--seeds does not go with it", tiny.Run, "--seeds", "--reference", "x.csv");
    }

    [Fact]
    public void Each_row_names_the_step_that_its_weights_are_from()
    {
        string run = Seed(2, best: true);
        File.WriteAllText(Path.Combine(run, "summary.json"), """{ "steps": 4, "best": { "step": 3 } }""");

        Assert.Equal([4, 3], Evaluate(run, "--frames", "1").GetProperty("runs").EnumerateArray().Select(row => row.GetProperty("step").GetInt32()));
        File.WriteAllText(Path.Combine(run, "summary.json"), """{ "steps": "four" }""");
        Refused(3, "summary.json", run);
    }

    private static string Copy(string run, string to, int seed)
    {
        Directory.CreateDirectory(to);
        foreach (string name in (string[])["config.json", "genotype.json", "weights.safetensors"])
        {
            File.Copy(Path.Combine(run, name), Path.Combine(to, name));
        }

        string config = Path.Combine(to, "config.json");
        string text = File.ReadAllText(config);
        Assert.Contains("\"seed\": 1", text, StringComparison.Ordinal);
        File.WriteAllText(config, text.Replace("\"seed\": 1", $"\"seed\": {seed}", StringComparison.Ordinal));
        return to;
    }

    private string Seed(int seed, bool best)
    {
        string run = Copy(tiny.Run, folder[$"seed-{seed}"], seed);
        if (best)
        {
            File.Copy(Path.Combine(run, "weights.safetensors"), Path.Combine(run, "weights-best.safetensors"));
        }

        return run;
    }

    private void Refused(int code, string hint, params string[] arguments)
    {
        EvsResult result = EvsProcess.Run(["evaluate", .. arguments, "--data", tiny.Recording]);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private JsonElement Evaluate(params string[] arguments)
    {
        EvsResult result = EvsProcess.Run(["evaluate", .. arguments, "--data", tiny.Recording, "--json", "-"]);
        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }
}
