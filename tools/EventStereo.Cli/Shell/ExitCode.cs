namespace EventStereo.Cli.Shell;

/// <summary>What the process returns; scripts may rely on these.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A failed run, an output that could not be written, or findings.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Unreadable or damaged input.</summary>
    public const int BadInput = 3;

    /// <summary>No such device or library.</summary>
    public const int Unavailable = 4;

    /// <summary>Interrupted; what is on disk is complete or resumable.</summary>
    public const int Interrupted = 130;
}
