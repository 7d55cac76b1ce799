using EventStereo.Search.Architecture;

namespace EventStereo.StereoNet.Inference;

/// <summary>Finds stereo genotypes by name or file.</summary>
public static class StereoGenotypes
{
    /// <summary>The built-in genotype called <paramref name="nameOrPath"/>, or else the one in that file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or its genotype is for another task.</exception>
    /// <exception cref="FileNotFoundException">Neither a built-in name nor a file.</exception>
    public static StereoGenotype Resolve(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        if (!BuiltInGenotypes.TryFind(nameOrPath, out Genotype? genotype))
        {
            if (!File.Exists(nameOrPath))
            {
                throw new FileNotFoundException($"{nameOrPath}: no built-in genotype of this name ({string.Join(", ", BuiltInGenotypes.All.OfType<StereoGenotype>().Select(known => known.Name))}) and no such file", nameOrPath);
            }

            genotype = GenotypeFile.Read(nameOrPath);
        }

        return genotype as StereoGenotype ?? throw new InvalidDataException($"{nameOrPath}: a genotype for {genotype.Task}, not for {StereoGenotype.TaskName}");
    }
}
