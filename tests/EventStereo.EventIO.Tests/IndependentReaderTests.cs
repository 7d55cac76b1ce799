using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>What the writers wrote, read by h5py and numpy (tests/data/read_back.py) and compared value by value. <c>make test</c> installs both.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly SensorSize Sensor = new(346, 260);
    private static readonly Lazy<bool> HasReaders = new(() => File.Exists(Python) && Run(["-c", "import numpy, h5py"]).ExitCode == 0);
    private readonly ScratchFolder folder = new();
    private readonly EventBatch left = TestEvents.Random(Sensor, 20_000, seed: 1, startUs: 0, meanStepUs: 40);
    private readonly EventBatch right = TestEvents.Random(Sensor, 15_000, seed: 2, startUs: 17, meanStepUs: 50);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void H5py_reads_the_events_of_a_written_mvsec_file()
    {
        JsonElement read = ReadBack("mvsec", Write("mvsec", "events.hdf5", CameraSides.Both));
        Assert.Equal([346, 260], read.GetProperty("sensor").EnumerateArray().Select(side => side.GetInt32()));
        AssertTable(left, read.GetProperty("left"));
        AssertTable(right, read.GetProperty("right"));
        Assert.Equal("gzip", read.GetProperty("left").GetProperty("filters").GetString());
    }

    [Fact]
    public void Numpy_reads_the_columns_of_a_written_npz_file()
    {
        JsonElement read = ReadBack("npz", Write("npz", "events.npz", CameraSides.Both));
        foreach ((string side, EventBatch events) in ((string, EventBatch)[])[("left_", left), ("right_", right)])
        {
            AssertColumns(events, name => read.GetProperty("digests").GetProperty(side + name).GetString());
            Assert.Equal("int64", read.GetProperty("dtypes").GetProperty(side + "t").GetString());
            Assert.Equal(events.Count, read.GetProperty("shapes").GetProperty(side + "t")[0].GetInt64());
        }
    }

    [Fact]
    public void Numpy_reads_the_columns_of_a_written_csv_file()
    {
        JsonElement read = ReadBack("csv", Write("csv", "events.csv", CameraSides.One));
        Assert.Equal(left.Count, read.GetProperty("count").GetInt64());
        AssertColumns(left, name => read.GetProperty("digests").GetProperty(name == "t" ? "t_us" : name).GetString());
    }

    [Theory]
    [InlineData("tensors.npz")]
    [InlineData("tensors.h5")]
    public void Numpy_and_h5py_read_written_spike_tensors(string name)
    {
        RequireReaders();
        InMemoryStereoRecording recording = new("memory", Sensor, left, right);
        string path = folder.File(name);
        long windows = SpikeTensorConversion.Run(recording, path, new SpikeTensorOptions(), cancellation: TestContext.Current.CancellationToken).Windows;

        // The same as an NPZ that our own reader reads gives the values to compare with.
        string own = folder.File("own.npz");
        _ = SpikeTensorConversion.Run(recording, own, new SpikeTensorOptions(), cancellation: TestContext.Current.CancellationToken);
        using NpzReader expected = NpzReader.Open(own);
        JsonElement read = ReadBack("tensors", path);
        foreach (string side in (string[])["left", "right"])
        {
            JsonElement tensor = read.GetProperty(side);
            Assert.Equal("int8", tensor.GetProperty("dtype").GetString());
            Assert.Equal([windows, 5, 260, 346], tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()));
            Assert.Equal(Digest(expected.Read<sbyte>(side).Data, value => value), tensor.GetProperty("digest").GetString());
        }

        Assert.Equal(Digest(expected.Read<long>("fromUs").Data, value => value), read.GetProperty("fromUs").GetProperty("digest").GetString());
    }

    private static void AssertTable(EventBatch events, JsonElement read)
    {
        Assert.Equal(events.Count, read.GetProperty("count").GetInt64());
        AssertColumns(events, name => read.GetProperty(name).GetString());
    }

    private static void AssertColumns(EventBatch events, Func<string, string?> digest)
    {
        Assert.Equal(Digest(events.TUs, value => value), digest("t"));
        Assert.Equal(Digest(events.X, value => value), digest("x"));
        Assert.Equal(Digest(events.Y, value => value), digest("y"));
        Assert.Equal(Digest(events.Polarity, value => value), digest("p"));
    }

    private static string Digest<T>(ReadOnlySpan<T> values, Func<T, long> number)
    {
        BigInteger sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += (Int128)(i + 1) * number(values[i]);
        }

        return sum.ToString();
    }

    private static (int ExitCode, string Output, string Error) Run(string[] arguments)
    {
        ProcessStartInfo start = new(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("python3 does not start");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static JsonElement ReadBack(string kind, string path)
    {
        (int exitCode, string output, string error) = Run([Fixtures.ReadBack, kind, path]);
        Assert.True(exitCode == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static void RequireReaders() =>
        Assert.SkipUnless(HasReaders.Value, "python3 with h5py and numpy is not there (apt-get install python3-h5py python3-numpy)");

    private string Write(string format, string name, IReadOnlyList<CameraSide> cameras)
    {
        RequireReaders();
        string path = folder.File(name);
        using IRecordingWriter writer = RecordingFormats.Named(format).Create(path, new RecordingDescription(Sensor, cameras));
        foreach (CameraSide side in cameras)
        {
            writer.Append(side, side == CameraSide.Left ? left : right);
        }

        writer.Complete();
        return path;
    }
}
