using System.Globalization;

namespace EventStereo.EventIO.Calibration;

/// <summary>A node of a calibration file's YAML, with its place, and typed access that says what is wrong where.</summary>
internal sealed class CalibrationNode
{
    public CalibrationNode(string path, string name, long line)
    {
        Path = path;
        Name = name;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where it stands, such as <c>cam0.intrinsics</c>.</summary>
    public string Name { get; }

    public long Line { get; }

    /// <summary>Its text, if it is one.</summary>
    public string? Text { get; init; }

    /// <summary>Its parts, if it is a list.</summary>
    public IReadOnlyList<CalibrationNode>? Items { get; init; }

    /// <summary>Its entries, if it is a mapping.</summary>
    public IReadOnlyDictionary<string, CalibrationNode>? Entries { get; init; }

    /// <summary>The root of a file.</summary>
    /// <exception cref="InvalidDataException">It is no YAML mapping, or beyond a limit.</exception>
    public static CalibrationNode Load(string path) => CalibrationYaml.Read(path);

    public bool Has(string key) => Entries?.ContainsKey(key) == true;

    /// <summary>The entry of a mapping.</summary>
    public CalibrationNode this[string key] => Entries is null ? throw Wrong("is not a mapping")
        : Entries.TryGetValue(key, out CalibrationNode? entry) ? entry
        : throw Wrong($"has no entry '{key}'");

    public string RequireText() => Text ?? throw Wrong("is not a text");

    /// <summary>The numbers of a list, or of a list of rows, row by row.</summary>
    public double[] Numbers(params ReadOnlySpan<int> counts)
    {
        List<double> numbers = [];
        Collect(this, numbers);
        return counts.Contains(numbers.Count) ? [.. numbers] : throw Wrong($"holds {numbers.Count} numbers, expected {string.Join(" or ", counts.ToArray())}");
    }

    public double Number() => Numbers(1)[0];

    public InvalidDataException Wrong(string what) => new($"{Path}: line {Line}: {(Name.Length == 0 ? "the file" : Name)} {what}");

    /// <summary>Makes what a constructor refuses an error of this place.</summary>
    public T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException refused)
        {
            throw new InvalidDataException(Wrong($"is not possible: {refused.Message}").Message, refused);
        }
    }

    private static void Collect(CalibrationNode node, List<double> numbers)
    {
        if (node.Items is null)
        {
            numbers.Add(double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? number
                : throw node.Wrong("is not a finite number"));
            return;
        }

        foreach (CalibrationNode item in node.Items)
        {
            Collect(item, numbers);
        }
    }
}
