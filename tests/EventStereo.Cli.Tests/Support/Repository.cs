namespace EventStereo.Cli.Tests.Support;

/// <summary>Files of the repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with the solution, above the tests.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Path of a file that the repository ships.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "EventStereo.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("EventStereo.sln is in no folder above the tests");
    }
}
