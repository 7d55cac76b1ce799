using System.CommandLine;
using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>What a command has at hand: its parsed options, a way to print, to report, to show progress and to be stopped.</summary>
internal sealed class CommandContext
{
    private readonly ParseResult parsed;
    private readonly string? jsonPath;

    public CommandContext(ParseResult parsed, CancellationToken cancellation)
    {
        this.parsed = parsed;
        Cancellation = cancellation;
        jsonPath = parsed.GetValue(CommonOptions.Json);
        Output = Terminals.Output(silent: jsonPath == JsonReport.StandardOutputName);
        Progress = new ProgressDisplay(Terminals.Error());
    }

    /// <summary>Cancelled by Ctrl-C or SIGTERM.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Standard output for people; swallows everything while JSON goes there.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Progress on standard error.</summary>
    public ProgressDisplay Progress { get; }

    /// <summary>The seed given, or its default.</summary>
    public int Seed => parsed.GetValue(CommonOptions.Seed);

    /// <summary>The thread count given, or one for each processor.</summary>
    public int Threads => parsed.GetValue(CommonOptions.Threads);

    /// <summary>Value of an option.</summary>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Value of an argument that must be there.</summary>
    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Value of an argument that may be left out.</summary>
    public T? Find<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Whether the option was written on the command line.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Writes <paramref name="text"/> to standard output as it is, at any width; nowhere while JSON goes there.</summary>
    public void Print(string text)
    {
        if (jsonPath != JsonReport.StandardOutputName)
        {
            Console.Out.Write(text);
        }
    }

    /// <summary>Writes <paramref name="report"/> where --json asks for it.</summary>
    public void Report<T>(T report)
    {
        if (jsonPath is not null)
        {
            JsonReport.Write(jsonPath, report);
        }
    }
}
