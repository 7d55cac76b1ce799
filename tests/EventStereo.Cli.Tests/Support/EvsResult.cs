namespace EventStereo.Cli.Tests.Support;

/// <summary>What a run of <c>evs</c> returned and printed.</summary>
public sealed record EvsResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
