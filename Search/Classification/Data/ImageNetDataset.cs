using System.Globalization;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// ImageNet (ILSVRC2012) as it lies on disks: <c>train</c> with one folder a class, and <c>val</c> with one folder a class too, or with all its images and a list of their classes. The
/// classes are the folders of <c>train</c> in ordinal order of their names, the usual numbering of the thousand WordNet identifiers.
/// </summary>
public static class ImageNetDataset
{
    /// <summary>Files that are images.</summary>
    internal static readonly string[] Extensions = [".jpeg", ".jpg", ".png"];

    /// <summary>Lists that say the class of each validation image, in the order in which they are looked for.</summary>
    internal static readonly string[] ListNames = ["val.txt", "LOC_val_solution.csv", OfficialName];

    private const string OfficialName = "ILSVRC2012_validation_ground_truth.txt", NumberingName = "map_clsloc.txt";

    /// <summary>Lists the training or the validation images.</summary>
    /// <param name="folder">Has <c>train</c> and <c>val</c>.</param>
    /// <param name="training">The training images; else those of validation, which serve as test.</param>
    /// <param name="cropPx">Side of a sample.</param>
    /// <param name="resizePx">Short side of the image that the central part is cut out of.</param>
    /// <exception cref="FileNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A folder is none of a data set, or a list is damaged.</exception>
    public static ImageDataset Open(string folder, bool training, int cropPx, int resizePx)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string train = Path.Combine(folder, "train"), validation = Path.Combine(folder, "val");
        if (training)
        {
            return PhotoDataset.Open(train, cropPx, resizePx);
        }

        if (Directory.GetDirectories(ClassFolders.Existing(validation)).Length > 0)
        {
            ClassFolders.RequireSame(validation, train);
            return PhotoDataset.Open(validation, cropPx, resizePx);
        }

        string[] images = [.. Directory.GetFiles(validation).Where(file => ClassFolders.EndsWithAny(file, Extensions)).Order(StringComparer.Ordinal)];
        string[] classes = [.. ClassFolders.Names(train)];
        string list = Find(folder, validation, ListNames) ?? throw new FileNotFoundException(
            $"{validation}: has neither one folder a class nor a list of the images' classes; put {string.Join(" or ", ListNames)} into it or beside it", validation);
        int[] labels = Path.GetFileName(list) == OfficialName
            ? Official(list, Find(folder, validation, NumberingName), images, classes)
            : Named(list, images, classes);
        return new PhotoDataset(validation, new ClassFolders(classes, images, labels), cropPx, resizePx);
    }

    private static string? Find(string folder, string validation, params string[] names) =>
        names.SelectMany(name => (string[])[Path.Combine(validation, name), Path.Combine(folder, name)]).FirstOrDefault(File.Exists);

    /// <summary>The official list: a line an image, in the order of their names, the number of its class by the challenge's own numbering, which is another one than the order of names.</summary>
    private static int[] Official(string list, string? numbering, string[] images, string[] classes)
    {
        if (numbering is null)
        {
            throw new FileNotFoundException($"{list}: numbers the classes in its own way; put {NumberingName} of the challenge's development kit, which says how, beside it", NumberingName);
        }

        Dictionary<string, int> labelOf = LabelsByNumber(numbering, classes);
        string[] lines = [.. TextList.Lines(list)];
        if (lines.Length != images.Length)
        {
            throw new InvalidDataException($"{list}: {lines.Length} lines for {images.Length} images");
        }

        return [.. lines.Select((line, at) => labelOf.TryGetValue(line.Trim(), out int label)
            ? label
            : throw new InvalidDataException($"{list}: line {at + 1}: '{Shown(line)}' is the number of no class that train has"))];
    }

    /// <summary>Lines of an identifier, a number, and a name: which classes the numbers are. Those that <paramref name="classes"/> lacks are left out.</summary>
    private static Dictionary<string, int> LabelsByNumber(string numbering, string[] classes)
    {
        Dictionary<string, int> labels = [];
        int at = 0;
        foreach (string line in TextList.Lines(numbering))
        {
            at++;
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new InvalidDataException($"{numbering}: line {at}: '{Shown(line)}' is no identifier and number");
            }

            int label = Array.BinarySearch(classes, parts[0], StringComparer.Ordinal);
            if (label >= 0 && !labels.TryAdd(parts[1], label))
            {
                throw new InvalidDataException($"{numbering}: line {at}: number {parts[1]} a second time");
            }
        }

        return labels;
    }

    /// <summary>Lines of an image's name, with its ending or without, and its class: the name of a folder of train or, from 0, its place among them. A comma or blanks between; more may follow.</summary>
    private static int[] Named(string list, string[] images, string[] classes)
    {
        int[] labels = [.. Enumerable.Repeat(-1, images.Length)];
        string[] names = [.. images.Select(path => Path.GetFileNameWithoutExtension(path))];
        Dictionary<string, int> places = names.Select((name, place) => (name, place)).GroupBy(pair => pair.name).ToDictionary(group => group.Key, group => group.First().place, StringComparer.Ordinal);
        int at = 0;
        foreach (string line in TextList.Lines(list))
        {
            at++;
            string[] parts = line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || (at == 1 && parts[0] == "ImageId"))
            {
                continue;
            }

            if (!places.TryGetValue(ClassFolders.EndsWithAny(parts[0], Extensions) ? Path.GetFileNameWithoutExtension(parts[0]) : parts[0], out int place))
            {
                throw new InvalidDataException($"{list}: line {at}: there is no image '{Shown(parts[0])}'");
            }

            labels[place] = parts.Length > 1 ? Label(parts[1], classes) ?? throw NoClass(list, at, parts[1], classes) : throw NoClass(list, at, "", classes);
        }

        int missing = labels.IndexOf(-1);
        return missing < 0 ? labels : throw new InvalidDataException($"{list}: says no class of {images[missing]}");
    }

    private static int? Label(string text, string[] classes) =>
        Array.BinarySearch(classes, text, StringComparer.Ordinal) is int named and >= 0 ? named
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < classes.Length ? number
        : null;

    private static InvalidDataException NoClass(string list, int line, string text, string[] classes) =>
        new($"{list}: line {line}: '{Shown(text)}' is no class; give a folder of train or 0 to {classes.Length - 1}");

    /// <summary>As much of a text as a message may hold.</summary>
    private static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
