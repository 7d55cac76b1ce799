using System.CommandLine;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary>Networks by run folder or by the name of weights that ship with the program.</summary>
internal static class TrainedModels
{
    private const string Described = "A run folder, or the name of weights that ship with the program";

    /// <summary>A trained network on the command line.</summary>
    public static Argument<string> Argument() => new("RUN") { Description = Described };

    /// <summary>One trained network or several.</summary>
    public static Argument<string[]> Arguments() => new("RUN") { Description = $"{Described}; several are told apart by name", Arity = ArgumentArity.OneOrMore };

    /// <summary>Names of the weights that ship.</summary>
    public static IReadOnlyList<string> ShippedNames => ProjectFiles.Find(ProjectFiles.Weights) is string folder
        ? [.. Directory.EnumerateDirectories(folder).Where(RunFolder.IsRun).Select(run => Path.GetFileName(run)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Loads the network called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">There is none, or a file of it is damaged or of another network.</exception>
    public static StereoModel Load(string name, Device device, RunWeights weights = RunWeights.Last) => StereoModel.Load(Find(name), device, weights);

    /// <summary>The run folder of the network called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Find(string name)
    {
        if (RunFolder.IsRun(name))
        {
            return name;
        }

        if (ShippedNames.Contains(name))
        {
            return ProjectFiles.Require(Path.Combine(ProjectFiles.Weights, name));
        }

        string shipped = ShippedNames.Count == 0 ? "none" : string.Join(", ", ShippedNames);
        throw new InvalidDataException($"{name}: neither a run folder nor weights that ship with the program ({shipped})");
    }
}
