using EventStereo.EventIO.Datasets;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// An entry of a run's data: a recording or a folder of recordings with ground truth, or a part of a published split in the folder of its download,
/// written <c>SPLIT:PART=FOLDER</c> as in <c>mvsec-1:train=mvsec</c>.
/// </summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Part">The part of a split; null for recordings.</param>
public sealed record StereoDataSource(string Path, DatasetSelection? Part)
{
    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">A split without such a part, or nothing after the equals sign.</exception>
    public static StereoDataSource Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] halves = equals < 0 ? [] : text[..equals].Split(':');
        bool isPart = halves.Length > 0 && (DatasetSelection.Splits.Contains(halves[0]) || (halves.Length == 2 && Enum.TryParse(halves[1], ignoreCase: true, out DatasetPart _)));
        if (!isPart)
        {
            return new StereoDataSource(text, null); // a path may hold an equals sign
        }

        return equals + 1 < text.Length
            ? new StereoDataSource(text[(equals + 1)..], DatasetSelection.Parse(text[..equals]))
            : throw new FormatException($"'{text}' names no folder; the download's belongs after the equals sign");
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Part is null ? Path : $"{Part}={Path}";
}
