using System.CommandLine;
using System.CommandLine.Parsing;

namespace EventStereo.Cli.Shell;

/// <summary>Words a command line that does not parse as one line, with the nearest name that would.</summary>
internal static class UsageError
{
    /// <summary>What is wrong in <paramref name="parsed"/> and which help to read.</summary>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = PathOf(command);
        string? unknown = MisplacedOption(parsed) ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        string problem = unknown is not null ? DescribeUnknown(command, unknown)
            : command.Subcommands.Count > 0 ? $"name a command: {string.Join(", ", Visible(command.Subcommands))}"
            : parsed.Errors[0].Message.TrimEnd('.');
        return $"{problem} (see {path} --help)";
    }

    /// <summary>
    /// A word that looks like an option and was taken for an argument's or an option's value because no option has that name;
    /// null if there is none. What follows a lone -- is a value whatever it looks like.
    /// </summary>
    public static string? MisplacedOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..])
        ?.Value;

    /// <summary>The word among <paramref name="known"/> nearest to <paramref name="word"/>, or null if none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(candidate => (Candidate: candidate, Distance: EditDistance(word, candidate)))
        .Where(pair => pair.Distance <= Math.Max(2, word.Length / 3))
        .OrderBy(pair => pair.Distance)
        .Select(pair => pair.Candidate)
        .FirstOrDefault();

    private static string DescribeUnknown(Command command, string word)
    {
        bool option = word.StartsWith('-');
        IEnumerable<string> known = option ? Visible(OptionsOf(command)) : Visible(command.Subcommands);
        string kind = option ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return Nearest(word, known) is string near
            ? $"unknown {kind} '{word}'; did you mean '{near}'?"
            : $"unknown {kind} '{word}'";
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));

    private static IEnumerable<string> Visible(IEnumerable<Symbol> symbols) => symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name);

    private static string PathOf(Command command)
    {
        string? parent = command.Parents.OfType<Command>().Select(PathOf).FirstOrDefault();
        return parent is null ? "evs" : $"{parent} {command.Name}";
    }

    /// <summary>Levenshtein's distance: the fewest insertions, deletions and substitutions.</summary>
    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
