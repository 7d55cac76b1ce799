using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>Files under tests/data and samples; tests/data/make_fixtures.py makes most of them.</summary>
internal static class Fixtures
{
    public static readonly SensorSize Sensor = new(32, 24);

    private static readonly string Root = FindRoot();

    public static string Sample => Path.Combine(Root, "samples", "pendulum_3s_mvsec_gzip.hdf5");

    public static string Calibration => Path.Combine(Root, "tests", "data", "calibration");

    public static string Hdf5(string name) => Path.Combine(Root, "tests", "data", "hdf5", name);

    public static string Mvsec(string name) => Path.Combine(Root, "tests", "data", "mvsec", name);

    public static string Data(params string[] parts) => Path.Combine([Root, "tests", "data", .. parts]);

    public static string Aedat4(string name) => Path.Combine(Root, "tests", "data", "aedat4", name);

    public static string Numpy(string name) => Path.Combine(Root, "tests", "data", "numpy", name);

    /// <summary>Reads files with h5py and numpy.</summary>
    public static string ReadBack => Path.Combine(Root, "tests", "data", "read_back.py");

    public static string StereoEvents(string name) => Path.Combine(Root, "tests", "data", "stereo_events", name);

    /// <summary>A calibration that tests/data/make_calibration.py makes.</summary>
    public static string Rig(string name) => Path.Combine(Calibration, "rigs", name);

    /// <summary>A file or folder that tests/data/make_dsec.py makes.</summary>
    public static string Dsec(string name) => Path.Combine(Root, "tests", "data", "dsec", name);

    /// <summary>A file or folder of shared/data, beside the repository or above it; skips the test where it is missing.</summary>
    public static string Shared(string name)
    {
        for (DirectoryInfo? folder = new(Root); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"needs shared/data/{name}, which does not ship with the project");
        throw new InvalidOperationException("Assert.Skip returned"); // it never does; the compiler does not know
    }

    /// <summary>Events that numpy saved as [N, 4] of t (us), x, y, polarity.</summary>
    public static EventBatch NumpyEvents(string name) => NumpyEventsAt(Numpy(name));

    /// <summary>The same for a file of another folder.</summary>
    public static EventBatch NumpyEventsAt(string path)
    {
        NpyArray<long> table = NpyFile.Read<long>(path);
        EventBatch batch = new();
        for (int i = 0; i < table.Shape[0]; i++)
        {
            batch.Add(table.Data[4 * i], (ushort)table.Data[(4 * i) + 1], (ushort)table.Data[(4 * i) + 2], (sbyte)table.Data[(4 * i) + 3]);
        }

        return batch;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventStereo.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("EventStereo.sln is in no folder above the tests");
    }
}
