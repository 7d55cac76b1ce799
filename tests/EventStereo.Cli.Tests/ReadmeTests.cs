using System.Text.RegularExpressions;
using EventStereo.Cli.Shell;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed partial class ReadmeTests
{
    public static TheoryData<string> Commands => [.. CommandPattern().Matches(File.ReadAllText(Repository.File("README.md"))).Select(match => match.Groups[1].Value.Trim())];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_in_the_readme_parses(string command)
    {
        string[] words = command.Replace("\\\n", " ", StringComparison.Ordinal).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(Session.Parse(EvsRoot.Create(), words).Errors);
    }

    [Fact]
    public void The_readme_has_commands() => Assert.NotEmpty(Commands);

    /// <summary>A line of a code block that runs evs; a comment after it and a continued line are allowed.</summary>
    [GeneratedRegex(@"^\s*(?:\$ )?(?:artifacts/)?evs ((?:[^#\n]|\\\n)+)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();
}
