using System.CommandLine;

namespace EventStereo.Cli.Shell;

/// <summary>A command: its options, its examples, and <see cref="Run"/>, which calls a library and prints.</summary>
internal abstract class EvsCommand : Command
{
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One sentence for the help.</param>
    /// <param name="examples">Command lines a person can paste.</param>
    protected EvsCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        Examples = examples;
        Options.Add(CommonOptions.Json);
        HelpWithExamples.Attach(this, examples, () => Notes);
        SetAction((parsed, cancellation) => Task.FromResult(Start(parsed, cancellation)));
    }

    /// <summary>Command lines a person can paste.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Lines of the help between options and examples.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Does the command's work and returns the exit code.</summary>
    protected abstract int Run(CommandContext context);

    private int Start(ParseResult parsed, CancellationToken cancellation)
    {
        CommandContext context = new(parsed, cancellation);
        int code = Run(context);
        cancellation.ThrowIfCancellationRequested();
        return code;
    }
}
