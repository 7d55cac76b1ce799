using System.Text.RegularExpressions;

namespace EventStereo.Cli.Tests.Conventions;

/// <summary>What CONTRIBUTING.md asks of every source file, held by reading them.</summary>
public sealed partial class SourceTests
{
    private const int MaxFileLines = 350;
    private const int MaxMedianLines = 120;
    private const int MaxMethodLines = 50;

    [Fact]
    public void Files_are_short()
    {
        int[] lengths = [.. SourceTree.Product.Select(file => SourceTree.Lines(file).Length).Order()];

        Assert.DoesNotContain(SourceTree.Product, file => SourceTree.Lines(file).Length > MaxFileLines);
        Assert.InRange(lengths[lengths.Length / 2], 1, MaxMedianLines - 1);
    }

    [Fact]
    public void Methods_are_short() => Assert.Empty(SourceTree.Product.SelectMany(LongMembers));

    [Fact]
    public void A_file_has_one_public_type()
    {
        IEnumerable<string> crowded = SourceTree.Product
            .Where(file => SourceTree.Lines(file).Count(line => PublicType().IsMatch(line)) > 1);

        Assert.Empty(crowded);
    }

    [Fact]
    public void A_public_type_lies_in_the_file_of_its_name()
    {
        IEnumerable<string> misplaced = SourceTree.Product.Where(file => SourceTree.Lines(file)
            .Select(line => PublicType().Match(line))
            .Any(match => match.Success && match.Groups["name"].Value != Path.GetFileName(file).Split('.')[0]));

        Assert.Empty(misplaced);
    }

    [Fact]
    public void Namespaces_are_file_scoped()
    {
        IEnumerable<string> blocks = SourceTree.Product.Where(file =>
            SourceTree.Lines(file).Any(line => line.StartsWith("namespace ", StringComparison.Ordinal) && !line.EndsWith(';')));

        Assert.Empty(blocks);
    }

    [Fact]
    public void A_suppressed_warning_has_its_reason_on_the_line()
    {
        IEnumerable<string> bare = SourceTree.Sources.SelectMany(file => Places(file, line =>
            line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)));

        Assert.Empty(bare);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        // Put together here so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];
        IEnumerable<string> marked = SourceTree.Sources.SelectMany(file => Places(file, line => marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))));

        Assert.Empty(marked);
    }

    [Fact]
    public void Nothing_swallows_every_exception()
    {
        IEnumerable<string> swallowed = SourceTree.Product.SelectMany(file =>
        {
            string[] lines = SourceTree.Lines(file);
            return Enumerable.Range(0, lines.Length)
                .Where(i => CatchAll().IsMatch(lines[i]) && !Rethrows(lines, i) && !lines[Math.Max(0, i - 1)].Contains("CA1031 //", StringComparison.Ordinal))
                .Select(i => $"{file}:{i + 1}");
        });

        Assert.Empty(swallowed);
    }

    private static bool Rethrows(string[] lines, int at)
    {
        string end = lines[at][..(lines[at].Length - lines[at].TrimStart().Length)] + "}";
        return lines.Skip(at + 1).TakeWhile(line => line != end).Any(line => line.TrimStart().StartsWith("throw", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Places(string file, Func<string, bool> found) =>
        SourceTree.Lines(file).Select((line, i) => (line, i)).Where(pair => found(pair.line)).Select(pair => $"{file}:{pair.i + 1}");

    /// <summary>Members of top-level types: braces at one level of indentation, no initializer's, whose header declares no type.</summary>
    private static IEnumerable<string> LongMembers(string file)
    {
        string[] lines = SourceTree.Lines(file);
        int open = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "    {")
            {
                open = i;
            }
            else if (lines[i].StartsWith("    }", StringComparison.Ordinal) && open > 0)
            {
                if (lines[i] == "    }" && i - open - 1 >= MaxMethodLines && !NestedType().IsMatch(lines[open - 1]))
                {
                    yield return $"{file}:{open} has {i - open - 1} lines";
                }

                open = -1;
            }
        }
    }

    [GeneratedRegex(@"^public ((sealed|static|abstract|readonly|partial|unsafe|ref) )*(class|record struct|record|struct|interface|enum|delegate [\w<>\[\]?]+) (?<name>\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^    .*\b(class|record|struct|interface|enum)\b \w+")]
    private static partial Regex NestedType();

    [GeneratedRegex(@"^\s*catch( \(Exception( \w+)?\))?\s*$")]
    private static partial Regex CatchAll();
}
