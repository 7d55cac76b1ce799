using EventStereo.Search.Architecture;

namespace EventStereo.Search.Classification.Network;

/// <summary>Finds classification genotypes by name or file.</summary>
public static class ClassificationGenotypes
{
    /// <summary>The built-in genotype called <paramref name="nameOrPath"/>, or else the one in that file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or its genotype is for another task.</exception>
    /// <exception cref="FileNotFoundException">Neither a built-in name nor a file.</exception>
    public static ClassificationGenotype Resolve(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        if (!BuiltInGenotypes.TryFind(nameOrPath, out Genotype? genotype))
        {
            if (!File.Exists(nameOrPath))
            {
                string known = string.Join(", ", BuiltInGenotypes.All.OfType<ClassificationGenotype>().Select(genotype => genotype.Name));
                throw new FileNotFoundException($"{nameOrPath}: no built-in genotype of this name ({known}) and no such file", nameOrPath);
            }

            genotype = GenotypeFile.Read(nameOrPath);
        }

        return genotype as ClassificationGenotype ?? throw new InvalidDataException($"{nameOrPath}: a genotype for {genotype.Task}, not for {ClassificationGenotype.TaskName}");
    }
}
