using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventStereo.Cli.Shell;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>RESULTS.md: numbers of classifiers are those of the runs kept, and the commands for numbers that need data which is not here are ones that the program takes, lacking the data alone.</summary>
public sealed partial class ResultsTests : IDisposable
{
    private static readonly string[] Headings = ["## Not run: needs MVSEC or DSEC", "## Not run: the published classifiers"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands => [.. Found()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_that_needs_data_parses(string command) => Assert.Empty(Session.Parse(EvsRoot.Create(), command.Split(' ')).Errors);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_that_needs_data_lacks_nothing_but_the_data(string command)
    {
        // Where there is no run yet, the network that ships stands for it; the data's folder is one that is surely not there.
        string[] words = command.Split(' ');
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = words[i - 1] switch
            {
                "--data" => folder["absent"],
                "--run" => folder["run"],
                "--config" => Repository.File(words[i].Split('/')),
                "--genotype" => "spikedhs-cifar",
                _ when words[i].StartsWith("runs/", StringComparison.Ordinal) => Repository.File("weights", "stereo-small"),
                _ => words[i],
            };
        }

        EvsResult result = EvsProcess.Run(words);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(folder["absent"], Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Every_part_of_every_split_has_its_command()
    {
        string[] wanted = ["mvsec-1:train", "mvsec-2:train", "mvsec-3:train", "mvsec-1:test", "mvsec-2:test", "mvsec-3:test", "dsec:train"];

        Assert.All(wanted, part => Assert.Contains(Found(), command => command.Contains($"--split {part}", StringComparison.Ordinal)));
    }

    /// <summary>The rows on classifiers come from the finished runs that lie beside them.</summary>
    [Theory]
    [InlineData("results/fashion-mnist", "## Fashion-MNIST, searched and made by hand")]
    [InlineData("results/cifar10", "## CIFAR-10, a small searched network")]
    public void A_table_of_classifiers_is_what_its_command_prints(string compared, string heading)
    {
        string[] rows = [.. Section(File.ReadAllText(Repository.File("RESULTS.md")), heading).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        using JsonDocument report = JsonDocument.Parse(EvsProcess.Shell($"cd '{Repository.Root}' && \"$EVS\" search compare --run {compared} --table --json -").Output);

        Assert.All(report.RootElement.GetProperty("networks").EnumerateArray(), network =>
        {
            JsonElement[] scores = [.. network.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("score")).Where(score => score.ValueKind != JsonValueKind.Null)];
            double Mean(string name) => scores.Average(score => score.GetProperty(name).GetDouble());
            string[] cells =
            [
                Text($"{scores.Length} of {network.GetProperty("runs").GetArrayLength()}"), Text($"{Mean("top1Percent"):0.00}"), .. scores.Select(score => Text($"{score.GetProperty("top1Percent").GetDouble():0.00}")),
                Text($"{Mean("parameters"):N0}"), Text($"{Mean("mj"):0.0000}"), Text($"{100 * Mean("firingRate"):0.0}"), Text($"{Mean("trainingSeconds") / 60:0.0}"),
            ];

            Assert.Contains(rows, row => cells.All(cell => row.Contains(cell, StringComparison.Ordinal)));
        });

        static string Text(FormattableString value) => FormattableString.Invariant(value);
    }

    /// <summary>The course of a search is printed again from the scores kept, without the scenes.</summary>
    [Fact]
    public void The_course_of_a_search_is_what_its_command_prints()
    {
        const string Search = "results/searches/searches/tps-drawn", Heading = "## Searches on the simulated set";
        string section = Section(File.ReadAllText(Repository.File("RESULTS.md")), Heading);
        string command = Assert.Single(CommandPattern().Matches(section), match => match.Groups[1].Value.StartsWith("search curve ", StringComparison.Ordinal)).Groups[1].Value;
        EvsProcess.Shell($"mkdir -p '{folder[Search]}' && cp -r '{Repository.File(Search.Split('/'))}/.' '{folder[Search]}'");

        EvsResult printed = EvsProcess.Shell($"cd '{folder.Path}' && \"$EVS\" {command} --json -");

        Assert.True(printed.ExitCode == 0, printed.Error);
        using JsonDocument report = JsonDocument.Parse(printed.Output);
        foreach ((string row, string name, string format) in new[] { ("epoch", "epoch", "0"), ("1PA, %", "onePixelAccuracyPercent", "0.00"), ("mJ", "mj", "0.000") })
        {
            IEnumerable<string> cells = report.RootElement.GetProperty("epochs").EnumerateArray().Select(line => line.GetProperty(name).GetDouble().ToString(format, CultureInfo.InvariantCulture));
            Assert.Contains($"| {row} | {string.Join(" | ", cells)} |", section, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Found()
    {
        string results = File.ReadAllText(Repository.File("RESULTS.md"));
        return Headings.SelectMany(heading => CommandPattern().Matches(Section(results, heading))).Select(match => match.Groups[1].Value.Trim())
            .Where(command => command.Contains(" --data ", StringComparison.Ordinal));
    }

    private static string Section(string results, string heading)
    {
        string section = results[results.IndexOf(heading, StringComparison.Ordinal)..];
        int next = section.IndexOf("\n## ", StringComparison.Ordinal);
        return next < 0 ? section : section[..next];
    }

    /// <summary>A command in a code block, or in backticks within a table.</summary>
    [GeneratedRegex(@"(?:^|`)evs ([^\n`]+)(?=$|`)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();
}
