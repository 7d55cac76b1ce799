namespace EventStereo.Cli.Shell;

/// <summary>Files that ship with the program: beside the executable, or in a folder above it, as in a built clone.</summary>
internal static class ProjectFiles
{
    /// <summary>The real sample recording.</summary>
    public const string SampleRecording = "samples/pendulum_3s_mvsec_gzip.hdf5";

    /// <summary>Reference disparities of the sample's windows.</summary>
    public const string SampleReference = "samples/pendulum_3s_modes_50ms.csv";

    /// <summary>The folder of shipped weights, one folder a network.</summary>
    public const string Weights = "weights";

    /// <summary>Full path of <paramref name="relativePath"/>, or null if it is nowhere.</summary>
    public static string? Find(string relativePath)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, relativePath);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Full path of <paramref name="relativePath"/>.</summary>
    /// <exception cref="InvalidDataException">It is nowhere: the installation is incomplete.</exception>
    public static string Require(string relativePath) => Find(relativePath)
        ?? throw new InvalidDataException($"{relativePath}: not beside {AppContext.BaseDirectory} nor in a folder above; run evs from a complete clone");
}
