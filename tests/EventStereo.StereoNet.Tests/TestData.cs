using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;
using EventStereo.StereoNet.Baselines;

namespace EventStereo.StereoNet.Tests;

/// <summary>Recordings that ship with the tests.</summary>
internal static class TestData
{
    public const long WindowUs = 50_000;

    /// <summary>Sensor of the recordings under stereo_events.</summary>
    public static readonly SensorSize Dvs128 = new(128, 128);

    private static readonly Lazy<(EventBatch Left, EventBatch Right)> Pendulum = new(ReadPendulum);

    /// <summary>The path of a file under tests/data.</summary>
    public static string Path(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "tests", "data", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"tests/data/{name} is in no folder above the tests", name);
    }

    /// <summary>Both cameras' events of the complete pendulum recording, without the right camera's rows below the sensor.</summary>
    public static InMemoryStereoRecording PendulumRecording() => new("pendulum", Dvs128, Pendulum.Value.Left, Pendulum.Value.Right);

    /// <summary>The frames of the pendulum's window that begins at <paramref name="fromUs"/>.</summary>
    /// <param name="fromUs">Start of the window.</param>
    /// <param name="rightDelayUs">The right camera's events are taken from so much later.</param>
    public static StereoFrames PendulumFrames(long fromUs, long rightDelayUs = 0)
    {
        TimeWindow window = new(fromUs, fromUs + WindowUs);
        EventBatch right = new();
        EventBatch source = Pendulum.Value.Right;
        for (int i = source.LowerBound(fromUs + rightDelayUs); i < source.LowerBound(fromUs + WindowUs + rightDelayUs); i++)
        {
            right.Add(source.TUs[i] - rightDelayUs, source.X[i], source.Y[i], source.Polarity[i]);
        }

        return StereoFrames.From(Pendulum.Value.Left, right, window, Dvs128);
    }

    private static (EventBatch Left, EventBatch Right) ReadPendulum()
    {
        using NpzReader file = NpzReader.Open(Path("stereo_events/pendulum_left_30cm_2.tsv.npz"));
        return (ReadEvents(file, "left"), ReadEvents(file, "right"));
    }

    private static EventBatch ReadEvents(NpzReader file, string camera)
    {
        // Rows of t in us, x, y, polarity of 0 or 1, in time order.
        long[] values = file.Read<long>(camera).Data;
        EventBatch events = new(values.Length / 4);
        for (int i = 0; i < values.Length; i += 4)
        {
            if (Dvs128.Contains((int)values[i + 1], (int)values[i + 2]))
            {
                events.Add(values[i], (ushort)values[i + 1], (ushort)values[i + 2], values[i + 3] > 0 ? (sbyte)1 : (sbyte)-1);
            }
        }

        return events;
    }
}
