using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Consoles over standard output and error: colour and width of a terminal, plain and wide where there is none.</summary>
internal static class Terminals
{
    private const int PlainWidth = 160;

    /// <summary>Standard output, or a console that prints nowhere.</summary>
    public static IAnsiConsole Output(bool silent) => silent
        ? Create(TextWriter.Null, terminal: false)
        : Create(Console.Out, terminal: !Console.IsOutputRedirected);

    /// <summary>Standard error.</summary>
    public static IAnsiConsole Error() => Create(Console.Error, terminal: !Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
