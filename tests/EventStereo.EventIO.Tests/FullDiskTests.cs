using System.Diagnostics;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

/// <summary>
/// Writers on a disk without room. A limit on file sizes stands for the disk: it fails the same system call, needs no
/// privilege, and holds for a whole process, so the writing is done by this very program started again under it.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private const int LimitBlocks = 400;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(nameof(Recording_beyond_the_limit))]
    [InlineData(nameof(Depth_beyond_the_limit))]
    [InlineData(nameof(Tensors_beyond_the_limit))]
    public async Task Fails_with_one_message_and_leaves_nothing(string method)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "EventStereo.EventIO.Tests");
        string command = $"trap '' XFSZ; ulimit -f {LimitBlocks}; exec '{program}' -noLogo -explicit only -method '*.{method}'";
        ProcessStartInfo start = new("/bin/bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The runtime's separation of writable and executable pages reserves a file larger than the limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process child = Process.Start(start) ?? throw new InvalidOperationException("no child process");
        Task<string> reading = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await reading;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("HDF5-DIAG", errors, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Recording_beyond_the_limit()
    {
        SensorSize sensor = new(346, 260);
        EventBatch events = TestEvents.Random(sensor, 400_000, 1, 0, 3);
        IOException error = Assert.ThrowsAny<IOException>(() =>
        {
            using MvsecWriter writer = new(folder.File("recording.hdf5"), sensor, null);
            writer.Append(CameraSide.Left, events);
            writer.Append(CameraSide.Right, events);
            writer.Complete();
        });
        AssertOneLine(error, "recording.hdf5");
    }

    [Fact(Explicit = true)]
    public void Depth_beyond_the_limit()
    {
        SensorSize sensor = new(346, 260);
        float[] depthM = new float[sensor.Pixels];
        Random random = new(1);
        IOException error = Assert.ThrowsAny<IOException>(() =>
        {
            using MvsecWriter writer = new(folder.File("recording.hdf5"), sensor, null);
            for (int n = 0; n < 20; n++)
            {
                foreach (ref float depth in depthM.AsSpan())
                {
                    depth = random.NextSingle();
                }

                writer.AppendDepth(n * 50_000, depthM, []);
            }

            writer.Complete();
        });
        AssertOneLine(error, "recording.hdf5");
    }

    [Fact(Explicit = true)]
    public void Tensors_beyond_the_limit()
    {
        SensorSize sensor = new(346, 260);
        EventBatch events = TestEvents.Random(sensor, 2_000_000, 1, 0, 3);
        using InMemoryStereoRecording recording = new("made", sensor, events, events);
        IOException error = Assert.ThrowsAny<IOException>(() =>
            SpikeTensorConversion.Run(recording, folder.File("tensors.npz"), new SpikeTensorOptions(), cancellation: TestContext.Current.CancellationToken));
        AssertOneLine(error, "tensors.npz");
    }

    private void AssertOneLine(IOException error, string name)
    {
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(folder.Names);

        // A descriptor still open would keep the deleted file's room on the disk.
        IEnumerable<string> open = Directory.EnumerateFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? "");
        Assert.DoesNotContain(open, target => target.StartsWith(folder.Path, StringComparison.Ordinal));
    }
}
