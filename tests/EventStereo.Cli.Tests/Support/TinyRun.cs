namespace EventStereo.Cli.Tests.Support;

/// <summary>A simulated recording and a run of a few steps of a very small network on it, made once for all tests that need one.</summary>
public sealed class TinyRun : IDisposable
{
    /// <summary>The options of the network and its training; small enough for seconds.</summary>
    public static readonly string[] Options =
    [
        "--set", "network.featureMultiplier=2", "--set", "network.matchingMultiplier=1", "--set", "network.stemStride=4", "--set", "training.batchSize=1",
        "--set", "training.cropHeight=48", "--set", "training.cropWidth=64", "--set", "training.clipWindows=2",
    ];

    private readonly TemporaryFolder folder = new();

    public TinyRun()
    {
        Recording = folder["scene.hdf5"];
        Run = folder["tiny"];
        Expect(EvsProcess.Run("simulate", Recording, "--preset", "training", "--seed", "11", "--set", "durationMs=160"));
        Expect(EvsProcess.Run(["train", "stereo", "--data", Recording, "--run", Run, "--set", "training.steps=4", .. Options]));
    }

    /// <summary>A recording with ground truth: three windows.</summary>
    public string Recording { get; }

    /// <summary>The run folder, of four steps.</summary>
    public string Run { get; }

    public void Dispose() => folder.Dispose();

    private static void Expect(EvsResult result)
    {
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"exit {result.ExitCode}: {result.Error}");
        }
    }
}
