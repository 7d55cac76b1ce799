using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests.Conventions;

/// <summary>The project's source files, found from the test's folder upwards.</summary>
internal static class SourceTree
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", ".git"];

    /// <summary>The folder of the solution.</summary>
    public static string Root => Repository.Root;

    /// <summary>Every C# file, as a path from the root.</summary>
    public static IReadOnlyList<string> Sources { get; } = Find("*.cs");

    /// <summary>Every project file, as a path from the root.</summary>
    public static IReadOnlyList<string> Projects { get; } = Find("*.csproj");

    /// <summary>C# files of what ships: neither tests nor the package seam, whose names and sizes are the published ones.</summary>
    public static IReadOnlyList<string> Product { get; } =
        [.. Sources.Where(file => !file.StartsWith("interop/", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal))];

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string[] Find(string pattern)
    {
        List<string> found = [];
        Queue<string> folders = new([Root]);
        while (folders.TryDequeue(out string? folder))
        {
            found.AddRange(Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')));
            foreach (string child in Directory.EnumerateDirectories(folder).Where(child => !Skipped.Contains(Path.GetFileName(child))))
            {
                folders.Enqueue(child);
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
