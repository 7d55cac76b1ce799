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

    private static IEnumerable<(string[] Words, EvsCommand Leaf)> Leaves(Command command, string[] words) =>
        command is EvsCommand leaf ? [(words, leaf)] : command.Subcommands.SelectMany(child => Leaves(child, [.. words, child.Name]));
}
