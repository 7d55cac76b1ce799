using System.CommandLine;
using EventStereo.Cli.Shell;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> CommandLines => [.. Leaves(EvsRoot.Create(), []).Select(leaf => string.Join(' ', leaf.Words))];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Help_of_every_command_ends_with_an_example(string command)
    {
        EvsResult result = EvsProcess.Run([.. command.Split(' '), "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  evs {command}", result.Output[result.Output.IndexOf("Example", StringComparison.Ordinal)..]);
    }

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Every_example_parses(string command)
    {
        (_, EvsCommand leaf) = Leaves(EvsRoot.Create(), []).Single(found => string.Join(' ', found.Words) == command);
        Assert.NotEmpty(leaf.Examples);
        Assert.All(leaf.Examples, example =>
        {
            string[] words = example.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("evs", words[0]);
            Assert.Empty(Session.Parse(EvsRoot.Create(), words[1..]).Errors);
        });
    }

    [Theory]
    [InlineData("train", "evs train classify --preset")]
    [InlineData("search", "evs search report ")]
    public void Help_of_a_group_has_an_example_of_each_of_its_commands(string group, string example) => Assert.Contains($"  {example}", EvsProcess.Run(group, "--help").Output, StringComparison.Ordinal);

    /// <summary>A shell takes quotes away, and of brackets some make file names.</summary>
    [Theory]
    [MemberData(nameof(CommandLines))]
    public void No_example_has_lists_that_a_shell_would_change(string command) =>
        Assert.All(Leaves(EvsRoot.Create(), []).Single(found => string.Join(' ', found.Words) == command).Leaf.Examples, example => Assert.DoesNotMatch(@"(^|\s)[^'\s]*[\[""]", example));

    private static IEnumerable<(string[] Words, EvsCommand Leaf)> Leaves(Command command, string[] words) =>
        command is EvsCommand leaf ? [(words, leaf)] : command.Subcommands.SelectMany(child => Leaves(child, [.. words, child.Name]));
}
