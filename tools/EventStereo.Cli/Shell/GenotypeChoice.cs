using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;

namespace EventStereo.Cli.Shell;

/// <summary>A genotype on the command line: of a run folder, in a file, built in, or of weights that ship with the program.</summary>
/// <param name="Genotype">The genotype.</param>
/// <param name="Run">The run folder that it is of, null for a file or a built-in one.</param>
internal sealed record GenotypeChoice(Genotype Genotype, RunGenotypes? Run)
{
    /// <summary>What may be named, for the help.</summary>
    public const string Described = "A run folder, a genotype file, the name of a built-in genotype or of weights that ship with the program";

    /// <summary>Finds the genotype called <paramref name="name"/>, of a search run at <paramref name="epoch"/>.</summary>
    /// <exception cref="UsageException">The epoch of what is no search run, or one that the run does not have.</exception>
    /// <exception cref="InvalidDataException">There is none of this name, or its file is damaged.</exception>
    public static GenotypeChoice Of(string name, int? epoch = null)
    {
        if (Directory.Exists(name))
        {
            return OfRun(name, epoch);
        }

        if (File.Exists(name))
        {
            return WithoutEpoch(GenotypeFile.Read(InputFile.Require(name)));
        }

        if (BuiltInGenotypes.TryFind(name, out Genotype? builtIn))
        {
            return WithoutEpoch(builtIn);
        }

        if (TrainedModels.ShippedNames.Contains(name))
        {
            return OfRun(TrainedModels.Find(name), epoch);
        }

        string known = string.Join(", ", BuiltInGenotypes.All.Select(genotype => genotype.Name).Concat(TrainedModels.ShippedNames));
        throw new InvalidDataException($"{name}: neither a run folder, a genotype file, nor one of {known}");

        GenotypeChoice WithoutEpoch(Genotype genotype) => epoch is null
            ? new GenotypeChoice(genotype, null)
            : throw new UsageException($"--epoch: {name} is no search run; leave the option out");
    }

    private static GenotypeChoice OfRun(string folder, int? epoch)
    {
        RunGenotypes run = new(folder);
        if (epoch is not { } number)
        {
            return new GenotypeChoice(run.Last(), run);
        }

        IReadOnlyList<int> epochs = run.Epochs;
        return epochs.Contains(number)
            ? new GenotypeChoice(run.At(number), run)
            : throw new UsageException(epochs.Count == 0
                ? $"--epoch: {folder} is no search run; leave the option out"
                : $"--epoch {number}: the search in {folder} has {epochs.Count} epochs from {epochs[0]} to {epochs[^1]}");
    }
}
