using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>The comparisons in docs/recipes: from the root of the repository, as their documents have them, each lacks nothing but its data.</summary>
public sealed class RecipesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Comparisons =>
        [.. Directory.EnumerateFiles(Repository.File("docs", "recipes"), "*.json").Where(file => File.ReadAllText(file).Contains("\"networks\"", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_comparison_lacks_nothing_but_the_data(string recipe)
    {
        string absent = folder["absent"];

        EvsResult result = EvsProcess.Shell($"cd '{Repository.Root}' && \"$EVS\" search compare --run '{folder["compared"]}' --config docs/recipes/{recipe} --set run.data.folder='{absent}'");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(absent, result.ErrorLines[^1], StringComparison.Ordinal);
    }
}
