using System.Diagnostics;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>
/// A training that is killed (SIGKILL: nothing of it can clean up) and resumed. It takes its seconds because each kill costs a start of the program, and a
/// kill between processes is what is tested.
/// </summary>
[Collection(TinyRunCollection.Name)]
public sealed class TrainKillTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Killed_at_any_moment_and_resumed_equals_never_stopped()
    {
        // A checkpoint after every step, so that kills fall into their writing; membranes carried, so that there is state beside the weights.
        string heldOut = folder["held.hdf5"];
        Assert.Equal(0, EvsProcess.Run("simulate", heldOut, "--preset", "training", "--seed", "12", "--set", "durationMs=160").ExitCode);
        string[] train =
        [
            "train", "stereo", "--data", tiny.Recording, "--validation", heldOut, "--threads", "1", "--set", "training.steps=40", "--set", "training.checkpointEvery=1",
            "--set", "training.validateEvery=4", "--set", "training.accumulate=2", .. TinyRun.Options, "--set", "training.clipWindows=1", "--set", "training.carryState=true",
        ];
        Assert.Equal(0, EvsProcess.Run([.. train, "--run", folder["whole"]]).ExitCode);
        string run = folder["killed"];
        string[] resume = ["train", "stereo", "--run", run, "--resume", "--threads", "1"];

        Kill(() => File.Exists(Path.Combine(run, "config.json")), [.. train, "--run", run]); // before the first step
        Kill(() => Directory.Exists(Checkpoints) && Directory.GetDirectories(Checkpoints, "*.partial").Length > 0, resume); // in the writing of a checkpoint
        for (int round = 1; round <= 3; round++)
        {
            int done = Newest();
            Stopwatch clock = new();
            int afterMs = new Random(round).Next(80);
            Kill(() => Newest() > done && Started(clock).ElapsedMilliseconds >= afterMs, resume);
        }

        EvsResult end = EvsProcess.Run(resume);
        Assert.True(end.ExitCode == 0, end.Error);
        foreach (string name in (string[])["weights.safetensors", "weights-best.safetensors", "metrics.jsonl", "summary.json"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(run, name)));
        }

        Assert.Single(Directory.GetDirectories(Checkpoints));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_exit_3()
    {
        string run = folder["damaged"];
        string[] train = ["train", "stereo", "--data", tiny.Recording, "--run", run, "--threads", "1", "--set", "training.steps=400", "--set", "training.checkpointEvery=1", .. TinyRun.Options];
        EvsProcess.Interrupt("INT", () => Newest(run) >= 0, train);
        string optimizer = Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(run, "checkpoint"))), "optimizer.bin");
        byte[] bytes = File.ReadAllBytes(optimizer);
        bytes[^5] ^= 1;
        File.WriteAllBytes(optimizer, bytes);

        EvsResult resumed = EvsProcess.Run("train", "stereo", "--run", run, "--resume");

        Assert.Equal(3, resumed.ExitCode);
        Assert.Contains($"{optimizer}: damaged checkpoint", Assert.Single(resumed.ErrorLines));
    }

    private string Checkpoints => Path.Combine(folder["killed"], "checkpoint");

    private static Stopwatch Started(Stopwatch clock)
    {
        clock.Start();
        return clock;
    }

    private static void Kill(Func<bool> ready, string[] arguments)
    {
        EvsResult killed = EvsProcess.Interrupt("KILL", ready, arguments);
        Assert.True(killed.ExitCode == 137, $"exit {killed.ExitCode}, not of a kill: {killed.Error}");
    }

    private int Newest() => Newest(folder["killed"]);

    /// <summary>The last step with a complete checkpoint, -1 for none.</summary>
    private static int Newest(string run)
    {
        string checkpoints = Path.Combine(run, "checkpoint");
        return !Directory.Exists(checkpoints) ? -1 : Directory.GetDirectories(checkpoints)
            .Select(path => int.TryParse(Path.GetFileName(path), out int step) ? step : -1).DefaultIfEmpty(-1).Max();
    }
}
