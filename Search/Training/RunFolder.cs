using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Training;

/// <summary>
/// The folder of a run: <c>config.json</c> (effective), <c>metrics.jsonl</c>, <c>tensorboard/</c>, <c>checkpoint/</c>,
/// <c>genotype.json</c>, <c>weights.safetensors</c>, <c>summary.json</c>. Files appear under their names only when complete.
/// </summary>
public sealed class RunFolder
{
    private const string ConfigName = "config.json";
    private const string BestWeightsName = "weights-best.safetensors";
    private const string PartialSuffix = ".partial";

    private static readonly JsonSerializerOptions SummaryOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new FiniteOrNullConverter() },
    };

    private RunFolder(string path) => Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The effective configuration; a folder is a run when it has this file.</summary>
    public string ConfigPath => In(ConfigName);

    /// <summary>One line a step, see <see cref="MetricsLog"/>.</summary>
    public string MetricsPath => In("metrics.jsonl");

    /// <summary>The architecture that is trained or was found.</summary>
    public string GenotypePath => In("genotype.json");

    /// <summary>The weights of the last step.</summary>
    public string WeightsPath => In("weights.safetensors");

    /// <summary>The weights that did best on validation data; only of a run that had some.</summary>
    public string BestWeightsPath => In(BestWeightsName);

    /// <summary>The weights that the run began with, where they were not random.</summary>
    public string InitialWeightsPath => In("weights-initial.safetensors");

    /// <summary>What came out.</summary>
    public string SummaryPath => In("summary.json");

    /// <summary>What it took on the clock, which no two runs share; only of tasks that keep it.</summary>
    public string TimesPath => In("times.json");

    /// <summary>Where TensorBoard looks.</summary>
    public string TensorBoardPath => In("tensorboard");

    private string CheckpointRoot => In("checkpoint");

    /// <summary>Makes a new run in <paramref name="path"/>, which may be an empty folder or none yet.</summary>
    /// <exception cref="ConfigurationException">There is a run, or something else, in it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RunFolder run = new(path);
        if (File.Exists(run.ConfigPath))
        {
            throw new ConfigurationException(path, "there is a run in this folder; go on with it by --resume, or give another one by --run");
        }

        if (Directory.Exists(run.Path) && Directory.EnumerateFileSystemEntries(run.Path).Any())
        {
            throw new ConfigurationException(path, "the folder is not empty; give another one by --run");
        }

        Directory.CreateDirectory(run.Path);
        return run;
    }

    /// <summary>Removes what a start left that was killed before the folder became a run. A run stays.</summary>
    /// <param name="path">A folder that holds nothing but a run.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void RemoveUnstarted(string path)
    {
        if (!IsRun(path))
        {
            Remove(path);
        }
    }

    /// <summary>Opens the run in <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RunFolder run = new(path);
        return File.Exists(run.ConfigPath) ? run : throw new InvalidDataException($"{path}: not a run folder, it has no {ConfigName}");
    }

    /// <summary>Whether <paramref name="path"/> is a run folder.</summary>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, ConfigName));

    /// <summary>The newest complete checkpoint, null if there is none.</summary>
    /// <exception cref="InvalidDataException">A file of it is missing, cut or changed; the message names it.</exception>
    public RunCheckpoint? LatestCheckpoint()
    {
        RunCheckpoint? latest = Checkpoints().MaxBy(checkpoint => checkpoint.Step);
        if (latest is not null)
        {
            CheckpointManifest.Check(latest.Path);
        }

        return latest;
    }

    /// <summary>
    /// Writes the checkpoint of <paramref name="step"/> by <paramref name="write"/>, which fills the folder it is given; older
    /// ones are removed when it is complete. A step that has one keeps it. Stopped at any moment, even by a loss of power, the newest complete
    /// one is on disk: files reach the disk before the folder gets its name, and the name does before older ones go.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public RunCheckpoint WriteCheckpoint(long step, Action<string> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentNullException.ThrowIfNull(write);
        string final = System.IO.Path.Combine(CheckpointRoot, step.ToString("D9", CultureInfo.InvariantCulture));
        if (Directory.Exists(final))
        {
            return new RunCheckpoint(step, final);
        }

        string partial = final + PartialSuffix;
        Remove(partial);
        Directory.CreateDirectory(partial);
        try
        {
            write(partial);
            CheckpointManifest.Seal(partial);
            Directory.Move(partial, final);
            DurableFolder.FlushNames(CheckpointRoot);
        }
        finally
        {
            Remove(partial); // what a failed write left
        }

        foreach (string old in Directory.GetDirectories(CheckpointRoot).Where(folder => folder != final))
        {
            Remove(old); // older ones, and what a killed write left
        }

        return new RunCheckpoint(step, final);
    }

    /// <summary>Adds the best weights so far, if there are any, to the checkpoint that is being written in <paramref name="folder"/>.</summary>
    public void CopyBestWeights(string folder)
    {
        if (File.Exists(BestWeightsPath))
        {
            File.Copy(BestWeightsPath, System.IO.Path.Combine(folder, BestWeightsName));
        }
    }

    /// <summary>Makes the best weights those of <paramref name="checkpoint"/>'s time, which may be none: what came later will come again.</summary>
    public void RestoreBestWeights(RunCheckpoint? checkpoint)
    {
        string? kept = checkpoint is null ? null : System.IO.Path.Combine(checkpoint.Path, BestWeightsName);
        if (kept is null || !File.Exists(kept))
        {
            File.Delete(BestWeightsPath);
            return;
        }

        AtomicFile.Write(BestWeightsPath, stream =>
        {
            using FileStream source = File.OpenRead(kept);
            source.CopyTo(stream);
        });
    }

    /// <summary>The metrics log: new, or, to go on after <paramref name="checkpoint"/>, cut to its step.</summary>
    public MetricsLog OpenMetrics(RunCheckpoint? checkpoint = null) =>
        checkpoint is null ? MetricsLog.Create(MetricsPath) : MetricsLog.Resume(MetricsPath, checkpoint.Step);

    /// <summary>The TensorBoard file, to begin after <paramref name="checkpoint"/> if one is given.</summary>
    public TensorBoardWriter OpenTensorBoard(RunCheckpoint? checkpoint = null) =>
        TensorBoardWriter.Create(TensorBoardPath, checkpoint is null ? 0 : checkpoint.Step + 1);

    /// <summary>Writes <see cref="SummaryPath"/>: camelCase keys, computed properties too, null for what is no finite number.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteSummary<T>(T summary) => Write(SummaryPath, summary);

    /// <summary>Writes <see cref="TimesPath"/> in the same way.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteTimes<T>(T times) => Write(TimesPath, times);

    /// <summary>What <see cref="WriteTimes"/> wrote; null without such a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public T? ReadTimes<T>()
        where T : class
    {
        if (!File.Exists(TimesPath))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(TimesPath), SummaryOptions);
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{TimesPath}: damaged: {damaged.Message}", damaged);
        }
    }

    private static void Write<T>(string path, T value) => AtomicFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, value, SummaryOptions);
        stream.WriteByte((byte)'\n');
    });

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private IEnumerable<RunCheckpoint> Checkpoints() => !Directory.Exists(CheckpointRoot)
        ? []
        : Directory.EnumerateDirectories(CheckpointRoot)
            .Select(folder => (Folder: folder, IsStep: long.TryParse(System.IO.Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out long step), Step: step))
            .Where(candidate => candidate.IsStep)
            .Select(candidate => new RunCheckpoint(candidate.Step, candidate.Folder));
}
