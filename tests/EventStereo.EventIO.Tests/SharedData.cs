namespace EventStereo.EventIO.Tests;

/// <summary>Real recordings that do not ship with the project: <c>shared/data</c> in a folder above the tests. A test that finds none is skipped and says so.</summary>
internal static class SharedData
{
    public static string File(string folder, string name)
    {
        string path = Path.Combine("shared", "data", folder, name);
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string candidate = Path.Combine(above.FullName, path);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"needs {path} in a folder above the tests; it does not ship with the project");
        throw new InvalidOperationException("Assert.Skip returned"); // it never does; the compiler does not know
    }
}
