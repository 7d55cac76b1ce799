using System.Globalization;
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

    /// <summary>Both lines of the energy section come from the command above them; a number may differ by 2 % where another processor rounds another way and a neuron fires for it.</summary>
    [Fact]
    public void The_energy_section_is_what_its_command_prints()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));
        string section = readme[readme.IndexOf("## Energy", StringComparison.Ordinal)..];
        string command = CommandPattern().Match(section).Groups[1].Value.Trim();
        string[] printed = EvsProcess.Shell($"cd {Repository.Root} && \"$EVS\" {command}").Output.Split('\n');

        foreach (string model in (string[])["literature model:", "memory-aware model:"])
        {
            string expected = section.Split('\n').First(line => line.StartsWith(model, StringComparison.Ordinal));
            string actual = printed.First(line => line.StartsWith(model, StringComparison.Ordinal));
            Assert.Equal(NumberPattern().Replace(expected, "#"), NumberPattern().Replace(actual, "#"));
            Assert.All(NumberPattern().Matches(expected).Zip(NumberPattern().Matches(actual)), pair => Assert.Equal(Value(pair.First), Value(pair.Second), 0.02 * Value(pair.First)));
        }

        static double Value(Match number) => double.Parse(number.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What is wrong with the sample, whole.</summary>
    [Fact]
    public void The_doctors_findings_are_what_its_command_prints()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));
        string[] printed = EvsProcess.Shell($"cd {Repository.Root} && \"$EVS\" doctor samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128").Output.TrimEnd().Split('\n');

        Assert.Contains(string.Join('\n', printed.Select(line => line.TrimEnd())), readme, StringComparison.Ordinal);
    }

    /// <summary>The line on the comparison comes from the finished runs that lie beside it.</summary>
    [Fact]
    public void The_comparison_is_what_its_command_prints()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));
        string expected = readme.Split('\n').First(line => line.StartsWith("1PA of the spiking network", StringComparison.Ordinal));

        string printed = EvsProcess.Shell($"cd {Repository.Root} && \"$EVS\" compare --run results/spiking-artificial --table").Output;

        Assert.Contains(expected, printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_has_commands() => Assert.NotEmpty(Commands);

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex NumberPattern();

    /// <summary>A line of a code block that runs evs; a comment after it and a continued line are allowed.</summary>
    [GeneratedRegex(@"^\s*(?:\$ )?(?:artifacts/)?evs ((?:[^#\n]|\\\n)+)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();
}
