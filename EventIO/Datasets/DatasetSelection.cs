namespace EventStereo.EventIO.Datasets;

/// <summary>A part of a published split by name, such as <c>mvsec-1:test</c>.</summary>
/// <param name="Split">One of <see cref="Splits"/>.</param>
/// <param name="Part">The part.</param>
public sealed record DatasetSelection(string Split, DatasetPart Part)
{
    /// <summary>Names of the splits.</summary>
    public static IReadOnlyList<string> Splits { get; } = [.. MvsecSplit.All.Select(split => split.Name), .. StereoSpikeSplit.All.Select(split => split.Name), DsecSplit.Name];

    /// <summary>Reads <c>SPLIT:PART</c>.</summary>
    /// <exception cref="FormatException">It is none, or one without public ground truth; the message says what there is.</exception>
    public static DatasetSelection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] halves = text.Split(':');
        if (halves.Length != 2 || !Splits.Contains(halves[0]) || !char.IsAsciiLetterLower(halves[1].FirstOrDefault()) || !Enum.TryParse(halves[1], ignoreCase: true, out DatasetPart part))
        {
            throw new FormatException($"'{text}' is no split; there are {string.Join(", ", Splits)}, each with :train, :validation or :test");
        }

        return halves[0] != DsecSplit.Name || part == DatasetPart.Train
            ? new DatasetSelection(halves[0], part)
            : throw new FormatException(part == DatasetPart.Test
                ? $"'{text}' has no public ground truth: DSEC's server scores predictions of its {DsecSplit.Test.Count} test sequences"
                : $"'{text}' is not published: DSEC has :train, and :test without public ground truth");
    }

    /// <summary>Opens it from the folder of the download.</summary>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the data set has no ground truth for this part.</exception>
    public StereoDataset Open(string folder, DatasetOptions? options = null) =>
        MvsecSplit.All.FirstOrDefault(split => split.Name == Split) is MvsecSplit mvsec ? MvsecDataset.Open(folder, mvsec, Part, options)
        : StereoSpikeSplit.All.FirstOrDefault(split => split.Name == Split) is StereoSpikeSplit stereoSpike ? MvsecDataset.Open(folder, stereoSpike, Part, options)
        : DsecDataset.OpenTrain(folder, options);

    /// <summary><c>mvsec-1:test</c>.</summary>
    public override string ToString() => $"{Split}:{Part.ToString().ToLowerInvariant()}";
}
