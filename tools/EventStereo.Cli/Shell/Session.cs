using System.CommandLine;
using System.CommandLine.Parsing;

namespace EventStereo.Cli.Shell;

/// <summary>One run of the program: parse, invoke, and turn what went wrong into one line and an exit code.</summary>
internal static class Session
{
    /// <summary>Runs <paramref name="root"/> on <paramref name="arguments"/> and returns the exit code.</summary>
    public static int Run(RootCommand root, IReadOnlyList<string> arguments)
    {
        ParseResult parsed = Parse(root, arguments);
        try
        {
            using StreamWriter output = StandardOutput.Open();
            Console.SetOut(output);
            bool wrong = parsed.Errors.Count > 0 || UsageError.MisplacedOption(parsed) is not null;
            int code = wrong && !AsksForHelp(parsed) ? throw new UsageException(UsageError.Describe(parsed)) : Invoke(parsed);
            Console.Out.Flush();
            return code;
        }
#pragma warning disable CA1031 // the process boundary: every failure becomes one line and an exit code here
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (int code, string message) = Failure.Describe(exception);
            Console.Error.WriteLine($"evs: {message}");
            if (parsed.GetValue(CommonOptions.Verbose))
            {
                Console.Error.WriteLine(exception);
            }

            return code;
        }
    }

    /// <summary>Parses without response files: an argument that begins with @ is a name like any other.</summary>
    public static ParseResult Parse(RootCommand root, IReadOnlyList<string> arguments) =>
        CommandLineParser.Parse(root, arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

    private static bool AsksForHelp(ParseResult parsed) =>
        parsed.Tokens.Any(token => token is { Type: TokenType.Option, Value: "--help" or "-h" or "-?" });

    private static int Invoke(ParseResult parsed)
    {
        using Interruption interruption = new();
        return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token)
            .GetAwaiter().GetResult();
    }
}
