using System.CommandLine;
using System.Globalization;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;

namespace EventStereo.Cli.Shell;

/// <summary>Options about recordings with ground truth and their rig.</summary>
internal static class DataOptions
{
    private const string Mvsec = "mvsec-indoor-flying";

    /// <summary>The rig of recordings that do not state it.</summary>
    public static readonly Option<StereoGeometry?> Rig = new("--rig")
    {
        Description = "Focal length in px and baseline in m of recordings that do not state them, or a name",
        HelpName = $"F,B|{Mvsec}",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == Mvsec)
            {
                return StereoGeometry.MvsecIndoorFlying;
            }

            double[] numbers = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0)];
            if (numbers is [> 0 and < 1e6, > 0 and < 1e3])
            {
                return new StereoGeometry(numbers[0], numbers[1]);
            }

            result.AddError($"--rig '{text}' is neither F,B (two numbers above 0) nor {Mvsec}");
            return null;
        },
    };

    /// <summary>A part of a published split; the data is then the folder of its download.</summary>
    public static readonly Option<DatasetSelection?> Split = new("--split")
    {
        Description = "A part of a published split; --data is then the folder with the download (docs/datasets.md)",
        HelpName = $"{string.Join('|', DatasetSelection.Splits)}:train|validation|test",
        CustomParser = result =>
        {
            try
            {
                return DatasetSelection.Parse(result.Tokens[0].Value);
            }
            catch (FormatException unknown)
            {
                result.AddError($"--split {unknown.Message}");
                return null;
            }
        },
    };

    /// <summary>Recordings, or folders of them.</summary>
    public static Option<string[]> Data(string description) => new("--data")
    {
        Description = $"{description}: a recording or a folder of them; may be repeated",
        HelpName = "FILE_OR_FOLDER",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Opens a part of a published split from the one folder that --data names.</summary>
    /// <exception cref="UsageException">--data names none, several, or a file.</exception>
    /// <exception cref="FileNotFoundException">The download is not complete; the message says what to fetch.</exception>
    public static StereoDataset OpenSplit(DatasetSelection split, IReadOnlyList<string> data, DatasetOptions options) => data switch
    {
        [string folder] when Directory.Exists(folder) => split.Open(folder, options),
        [string file] when File.Exists(file) => throw new UsageException($"--split takes the folder of the download in --data; {file} is a file"),
        [string absent] => throw new FileNotFoundException($"{absent}: no such folder; --split takes the folder of the download in --data (docs/datasets.md)", absent),
        _ => throw new UsageException("--split takes one folder in --data, that of the download"),
    };

    /// <summary>The files that <paramref name="data"/> names: each file, and each folder's *.hdf5 in order of name, ground-truth files left out.</summary>
    /// <exception cref="InvalidDataException">One is missing, or a folder holds none.</exception>
    public static IReadOnlyList<string> Files(IEnumerable<string> data) => [.. data.SelectMany(path =>
    {
        if (!Directory.Exists(path))
        {
            return [InputFile.Require(path)];
        }

        string[] files = [.. Directory.EnumerateFiles(path, "*.hdf5").Where(file => !file.EndsWith("_gt.hdf5", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new InvalidDataException($"{path}: no recording (*.hdf5) in this folder");
    })];
}
