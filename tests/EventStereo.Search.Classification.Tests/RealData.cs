namespace EventStereo.Search.Classification.Tests;

/// <summary>Real data that do not ship with the project; a test that finds none is skipped and says so.</summary>
internal static class RealData
{
    /// <summary>A file of <c>shared/data</c> in a folder above the tests.</summary>
    public static string Shared(string folder, string name)
    {
        string path = Path.Combine("shared", "data", folder, name);
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string candidate = Path.Combine(above.FullName, path);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"needs {path} in a folder above the tests; it does not ship with the project");
        throw new InvalidOperationException("Assert.Skip returned"); // it never does; the compiler does not know
    }

    /// <summary>The folder of the complete Fashion-MNIST, as Debian's package installs it.</summary>
    public static string FashionMnist()
    {
        const string Folder = "/usr/share/datasets/fashion-mnist";
        Assert.SkipUnless(Directory.Exists(Folder), $"needs {Folder}, which Debian's package dataset-fashion-mnist installs");
        return Folder;
    }
}
