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
            new Command("search", "Searches an architecture.") { new SearchStereoCommand(), new SearchClassifyCommand(), new SearchCompareCommand(), new SearchReportCommand(), new SearchCurveCommand() },
            new Command("train", "Trains a network.") { new TrainStereoCommand(), new TrainClassifyCommand(), new TrainCurveCommand() },
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
        HelpWithExamples.Attach(root, [.. root.Subcommands.OfType<EvsCommand>().Select(command => command.Examples[0])]);
        return root;
    }
}
