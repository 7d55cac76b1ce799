using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.Data;

/// <summary>Files in one folder a class, as data sets of many files lie. Classes and files are in ordinal order of their names, which no system changes.</summary>
internal sealed class ClassFolders
{
    private const int TestPurpose = 7;

    /// <param name="classes">Names of the classes, by label.</param>
    /// <param name="files">Every file.</param>
    /// <param name="labels">The class of each.</param>
    public ClassFolders(IReadOnlyList<string> classes, string[] files, int[] labels)
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

    /// <summary>Lists the files of <paramref name="folder"/> whose names end, in capitals or not, with one of <paramref name="extensions"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It has fewer than two folders, or one of them no file of that kind.</exception>
    public static ClassFolders List(string folder, params string[] extensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] classes = [.. Directory.GetDirectories(Existing(folder)).Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new InvalidDataException($"{folder}: has {classes.Length} folders; a data set has one a class, at least two");
        }

        List<string> files = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Length; label++)
        {
            string[] own = [.. Directory.GetFiles(classes[label]).Where(file => EndsWithAny(file, extensions)).Order(StringComparer.Ordinal)];
            if (own.Length == 0)
            {
                throw new InvalidDataException($"{classes[label]}: has no {string.Join(" or ", extensions)} file; a class needs at least one");
            }

            files.AddRange(own);
            labels.AddRange(Enumerable.Repeat(label, own.Length));
        }

        return new ClassFolders([.. classes.Select(path => Path.GetFileName(path))], [.. files], [.. labels]);
    }

    /// <summary>
    /// Refuses test samples whose classes are not those of the training samples, where these are at hand: a folder that one of them lacks would move the numbers of all that follow.
    /// </summary>
    /// <exception cref="InvalidDataException">A class is in one folder alone.</exception>
    public static void RequireSame(string test, string training)
    {
        if (!Directory.Exists(training) || !Directory.Exists(test))
        {
            return;
        }

        HashSet<string> differing = [.. Names(training)];
        differing.SymmetricExceptWith(Names(test));
        if (differing.Count > 0)
        {
            throw new InvalidDataException($"{test}: its classes are not those of {training}: '{differing.Min(StringComparer.Ordinal)}' is in one of them alone");
        }
    }

    /// <summary>The path <paramref name="folder"/> itself, if there is a folder.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Existing(string folder) => Directory.Exists(folder) ? folder : throw new FileNotFoundException($"{folder}: no such folder; a data set is read as it was unpacked (docs/classification.md)", folder);

    /// <summary>Names of the folders in <paramref name="folder"/>, in ordinal order: the classes by label.</summary>
    /// <exception cref="FileNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> Names(string folder) => [.. Directory.GetDirectories(Existing(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Whether a file's name ends, in capitals or not, with one of <paramref name="extensions"/>.</summary>
    public static bool EndsWithAny(string file, string[] extensions) => extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Either part of the files: of each class <paramref name="testShare"/>, rounded down, are for testing, the rest for training.</summary>
    public ClassFolders Part(bool training, double testShare, TestSplit split)
    {
        List<int> taken = [];
        foreach (IGrouping<int, int> ofClass in Enumerable.Range(0, Files.Length).GroupBy(index => Labels[index]))
        {
            int[] members = [.. ofClass];
            if (split == TestSplit.Random)
            {
                new Random(SeedMix.Of(ofClass.Key, members.Length, TestPurpose, 0)).Shuffle(members);
            }

            int tests = (int)(members.Length * testShare), trained = members.Length - tests;
            taken.AddRange(training ? members[..trained] : members[trained..]);
        }

        int[] ordered = [.. taken.Order()];
        return ordered.Length > 0
            ? new ClassFolders(Classes, [.. ordered.Select(index => Files[index])], [.. ordered.Select(index => Labels[index])])
            : throw new InvalidDataException($"{Path.GetDirectoryName(Path.GetDirectoryName(Files[0]))}: {testShare:P0} of the files of each class are none");
    }
}
