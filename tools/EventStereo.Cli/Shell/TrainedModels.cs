using System.CommandLine;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary>Networks by run folder or by the name of weights that ship with the program.</summary>
internal static class TrainedModels
{
    /// <summary>A trained network on the command line.</summary>
    public static Argument<string> Argument() => new("RUN") { Description = "A run folder, or the name of weights that ship with the program" };

    /// <summary>Names of the weights that ship.</summary>
    public static IReadOnlyList<string> ShippedNames => ProjectFiles.Find(ProjectFiles.Weights) is string folder
        ? [.. Directory.EnumerateDirectories(folder).Where(RunFolder.IsRun).Select(run => Path.GetFileName(run)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Loads the network called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">There is none, or a file of it is damaged or of another network.</exception>
    public static StereoModel Load(string name, Device device)
    {
        if (RunFolder.IsRun(name))
        {
            return StereoModel.Load(name, device);
        }

        if (ShippedNames.Contains(name))
        {
            return StereoModel.Load(ProjectFiles.Require(Path.Combine(ProjectFiles.Weights, name)), device);
        }

        string shipped = ShippedNames.Count == 0 ? "none" : string.Join(", ", ShippedNames);
        throw new InvalidDataException($"{name}: neither a run folder nor weights that ship with the program ({shipped})");
    }
}
