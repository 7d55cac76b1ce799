namespace EventStereo.Cli.Shell;

/// <summary>Which weights of a run the command line asks for.</summary>
internal enum WeightsChoice
{
    /// <summary>Those of the last step.</summary>
    Last,

    /// <summary>Those that did best on validation data.</summary>
    Best,

    /// <summary>Both, each in its row.</summary>
    Both,
}
