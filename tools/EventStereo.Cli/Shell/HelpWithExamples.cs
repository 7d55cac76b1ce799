using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EventStereo.Cli.Shell;

/// <summary>The library's help, followed by examples a person can paste.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help, IReadOnlyList<string> examples, Func<IReadOnlyList<string>> notes) : SynchronousCommandLineAction
{
    /// <summary>Help answers whatever else is wrong with the command line.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives <paramref name="command"/> its own --help with <paramref name="notes"/>, lines of text, and <paramref name="examples"/>.</summary>
    public static void Attach(Command command, IReadOnlyList<string> examples, Func<IReadOnlyList<string>>? notes = null)
    {
        HelpOption option = command.Options.OfType<HelpOption>().FirstOrDefault() ?? new HelpOption { Description = "Show help and an example" };
        if (!command.Options.Contains(option))
        {
            command.Options.Add(option);
        }

        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!, examples, notes ?? (() => [])); // HelpOption's constructor sets it
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        foreach (string note in notes())
        {
            output.WriteLine(note);
        }

        if (notes().Count > 0)
        {
            output.WriteLine();
        }

        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return code;
    }
}
