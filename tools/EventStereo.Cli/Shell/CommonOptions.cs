using System.CommandLine;

namespace EventStereo.Cli.Shell;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class CommonOptions
{
    /// <summary>A stack trace with an error; every command has it.</summary>
    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Print a stack trace with an error",
        Recursive = true,
    };

    /// <summary>Where the machine-readable report goes; every command that reports has it.</summary>
    public static readonly Option<string?> Json = new("--json")
    {
        Description = "Write the report as JSON to FILE; - for standard output, where then nothing else is printed",
        HelpName = "FILE|-",
    };

    /// <summary>Seed of everything random.</summary>
    public static readonly Option<int> Seed = new("--seed")
    {
        Description = "Seed of everything random; equal seeds give equal results",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    /// <summary>Worker threads.</summary>
    public static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads to use; by default one for each processor",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N",
    };

    /// <summary>Where the network runs.</summary>
    public static readonly Option<string> Device = new("--device")
    {
        Description = "Where the network runs",
        DefaultValueFactory = _ => "cpu",
        HelpName = "cpu|cuda",
    };

    /// <summary>A configuration file.</summary>
    public static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration, JSON; unknown keys are refused",
        HelpName = "FILE",
    };

    /// <summary>Single configuration values.</summary>
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "One configuration value over the file's; may be repeated",
        HelpName = "KEY.PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    static CommonOptions()
    {
        Device.AcceptOnlyFromAmong("cpu", "cuda");
        Threads.RequireRange(1, 1024);
    }
}
