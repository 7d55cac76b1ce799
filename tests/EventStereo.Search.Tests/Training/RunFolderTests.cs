using EventStereo.Search.Configuration;
using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Makes_a_run_where_there_was_nothing()
    {
        RunFolder run = RunFolder.Create(folder["a/b"]);

        Assert.True(Directory.Exists(run.Path));
        Assert.Null(run.LatestCheckpoint());
    }

    [Fact]
    public void Refuses_a_folder_that_holds_a_run_or_anything_else()
    {
        folder.Write("config.json", "{}");
        Assert.Contains("--resume", Assert.Throws<ConfigurationException>(() => RunFolder.Create(folder.Path)).Message, StringComparison.Ordinal);
        File.Move(folder["config.json"], folder["thesis.tex"]);
        Assert.Contains("not empty", Assert.Throws<ConfigurationException>(() => RunFolder.Create(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_only_a_run()
    {
        Assert.Throws<InvalidDataException>(() => RunFolder.Open(folder.Path));
        folder.Write("config.json", "{}");
        Assert.Equal(folder.Path, RunFolder.Open(folder.Path).Path);
    }

    [Fact]
    public void What_a_start_left_that_never_became_a_run_can_be_removed_and_a_run_cannot()
    {
        Directory.CreateDirectory(folder["begun"]);
        Directory.CreateDirectory(folder["run"]);
        folder.Write("begun/genotype.json", "{");
        folder.Write("run/config.json", "{}");

        RunFolder.RemoveUnstarted(folder["begun"]);
        RunFolder.RemoveUnstarted(folder["run"]);
        RunFolder.RemoveUnstarted(folder["none"]);

        Assert.Equal((false, true), (Directory.Exists(folder["begun"]), File.Exists(folder["run/config.json"])));
    }

    [Fact]
    public void A_checkpoint_keeps_a_number_that_is_none()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        using TorchSharp.Modules.Linear network = TorchSharp.torch.nn.Linear(1, 1);
        TrainingCheckpoint.Save(run, 0, network, _ => { }, new Known(double.NaN, 2));

        Assert.Equal(new Known(double.NaN, 2), TrainingCheckpoint.Restore<Known>(run, run.LatestCheckpoint(), network, _ => { }));
    }

    private sealed record Known(double Error, int Step);

    [Fact]
    public void Keeps_the_newest_complete_checkpoint()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        run.WriteCheckpoint(9, path => File.WriteAllText(Path.Combine(path, "state"), "nine"));
        run.WriteCheckpoint(10, path => File.WriteAllText(Path.Combine(path, "state"), "ten"));

        RunCheckpoint? latest = run.LatestCheckpoint();

        Assert.Equal(10, latest?.Step);
        Assert.Equal("ten", File.ReadAllText(Path.Combine(latest?.Path ?? string.Empty, "state")));
        Assert.Single(Directory.GetDirectories(Path.Combine(run.Path, "checkpoint")));
    }

    [Fact]
    public void A_checkpoint_that_fails_half_way_leaves_the_last_one()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        run.WriteCheckpoint(1, path => File.WriteAllText(Path.Combine(path, "state"), "one"));

        Assert.Throws<IOException>(() => run.WriteCheckpoint(2, path =>
        {
            File.WriteAllText(Path.Combine(path, "state"), "half");
            throw new IOException("disk full");
        }));

        Assert.Equal(1, run.LatestCheckpoint()?.Step);
        Assert.Single(Directory.GetDirectories(Path.Combine(run.Path, "checkpoint")));
        Assert.Equal(2, run.WriteCheckpoint(2, path => File.WriteAllText(Path.Combine(path, "state"), "two")).Step);
        Assert.Equal(2, run.LatestCheckpoint()?.Step);
    }

    [Theory]
    [InlineData("state", null, "state: damaged checkpoint: it is missing")]
    [InlineData("state", "nin", "3 bytes in place of 4")]
    [InlineData("state", "NINE", "its content has changed")]
    [InlineData("manifest.json", null, "manifest.json: damaged checkpoint: it is missing")]
    [InlineData("manifest.json", "[{}]", "no list of files")]
    [InlineData("manifest.json", "[", "not valid JSON")]
    public void A_damaged_checkpoint_is_named(string file, string? content, string message)
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        string path = Path.Combine(run.WriteCheckpoint(9, target => File.WriteAllText(Path.Combine(target, "state"), "nine")).Path, file);
        Assert.Equal(9, run.LatestCheckpoint()?.Step);

        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        Assert.Contains(message, Assert.Throws<InvalidDataException>(run.LatestCheckpoint).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_write_left_is_not_loaded_and_goes_with_the_next_checkpoint()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        Directory.CreateDirectory(folder["run/checkpoint/000000007.partial"]);
        Assert.Null(run.LatestCheckpoint());

        run.WriteCheckpoint(9, target => File.WriteAllText(Path.Combine(target, "state"), "nine"));

        Assert.Equal([folder["run/checkpoint/000000009"]], Directory.GetDirectories(folder["run/checkpoint"]));
    }

    [Fact]
    public void Metrics_go_on_after_the_checkpoint()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        using (MetricsLog log = run.OpenMetrics())
        {
            log.Append(1);
            log.Append(2);
            log.Append(3);
        }

        using (MetricsLog log = run.OpenMetrics(new RunCheckpoint(2, run.Path)))
        {
            log.Append(3, ("loss", 0.5));
        }

        Assert.Equal(["{\"step\":1}", "{\"step\":2}", "{\"step\":3,\"loss\":0.5}"], File.ReadAllLines(run.MetricsPath));
    }

    [Fact]
    public void The_summary_holds_no_number_that_json_cannot()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        run.WriteSummary(new { Loss = 0.5, BestLoss = double.NaN });

        Assert.Equal("{\n  \"loss\": 0.5,\n  \"bestLoss\": null\n}\n", File.ReadAllText(run.SummaryPath));
    }
}
