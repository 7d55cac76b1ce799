namespace EventStereo.Search.Classification.Data;

/// <summary>Files in one folder a class, as data sets of many files lie. Classes and files are in ordinal order of their names, which no system changes.</summary>
internal sealed class ClassFolders
{
    private ClassFolders(IReadOnlyList<string> classes, string[] files, int[] labels)
    {
        Classes = classes;
        Files = files;
        Labels = labels;
    }

    /// <summary>Names of the folders, by label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Every file, class after class.</summary>
    public string[] Files { get; }

    /// <summary>The class of each.</summary>
    public int[] Labels { get; }

    /// <summary>Lists <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">It has fewer than two folders, or one of them no file of that kind.</exception>
    public static ClassFolders List(string folder, string extension)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] classes = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new InvalidDataException($"{folder}: has {classes.Length} folders; a data set has one a class, at least two");
        }

        List<string> files = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Length; label++)
        {
            string[] own = [.. Directory.GetFiles(classes[label]).Where(file => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
            if (own.Length == 0)
            {
                throw new InvalidDataException($"{classes[label]}: has no {extension} file; a class needs at least one");
            }

            files.AddRange(own);
            labels.AddRange(Enumerable.Repeat(label, own.Length));
        }

        return new ClassFolders([.. classes.Select(path => Path.GetFileName(path))], [.. files], [.. labels]);
    }
}
