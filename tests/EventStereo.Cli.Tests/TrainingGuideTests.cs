using System.CommandLine;
using EventStereo.Cli.Shell;
using EventStereo.Cli.Tests.Support;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.Training;

namespace EventStereo.Cli.Tests;

/// <summary>The commands of docs/training.md: each is one that the program takes, and lacks nothing but the data.</summary>
public sealed class TrainingGuideTests
{
    public static TheoryData<string> Commands => [.. File.ReadLines(Repository.File("docs", "training.md")).Where(line => line.StartsWith("evs ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_the_guide_has_a_valid_configuration(string command)
    {
        string[] words = [.. command.Split(' ')[1..].Select(word => word.Trim('\''))]; // as a shell does
        ParseResult parsed = Session.Parse(EvsRoot.Create(), words);
        Assert.Empty(parsed.Errors);
        if (words.Contains("--resume") || words[1] == "curve")
        {
            return; // goes by the configuration of the run
        }

        string? file = Values(words, "--config").SingleOrDefault();
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), file is null ? null : Repository.File(file), [.. Values(words, "--set")]);
        Assert.Empty((config with { Data = [.. Values(words, "--data")], Validation = [.. Values(words, "--validation")] }).Validate());
    }

    private static IEnumerable<string> Values(string[] words, string option) => words.Zip(words.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second);
}
