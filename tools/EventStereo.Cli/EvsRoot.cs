using System.CommandLine;
using EventStereo.Cli.Commands;
using EventStereo.Cli.Shell;

namespace EventStereo.Cli;

/// <summary>The command tree of <c>evs</c>; what is not built is not in it.</summary>
internal static class EvsRoot
{
    public static RootCommand Create()
    {
        RootCommand root = new("EventStereo: disparity from stereo event cameras with spiking networks, and what it costs in energy.")
        {
            new DemoCommand(),
            new InfoCommand(),
            new DoctorCommand(),
            new ConvertCommand(),
            new SimulateCommand(),
            new ViewCommand(),
            Group("search", "Searches an architecture.", new SearchStereoCommand(), new SearchClassifyCommand(), new SearchCompareCommand(), new SearchReportCommand(), new SearchCurveCommand()),
            Group("train", "Trains a network.", new TrainStereoCommand(), new TrainClassifyCommand(), new TrainCurveCommand()),
            new DecodeCommand(),
            new CompareCommand(),
            new EvaluateCommand(),
            new PredictCommand(),
            new StreamCommand(),
            new EnergyCommand(),
            new ModelsCommand(),
            new DatasetsCommand(),
            new BenchCommand(),
        };
        root.Options.Add(CommonOptions.Verbose);
        HelpWithExamples.Attach(root, [.. root.Subcommands.SelectMany(command => command is EvsCommand evs ? [evs.Examples[0]] : command.Subcommands.OfType<EvsCommand>().Select(part => part.Examples[0]))]);
        return root;
    }

    /// <summary>A command that only has others, with an example of each of them.</summary>
    private static Command Group(string name, string description, params EvsCommand[] commands)
    {
        Command group = new(name, description);
        foreach (EvsCommand command in commands)
        {
            group.Subcommands.Add(command);
        }

        HelpWithExamples.Attach(group, [.. commands.Select(command => command.Examples[0])]);
        return group;
    }
}
