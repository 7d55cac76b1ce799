using System.Globalization;

namespace EventStereo.Search.Architecture.History;

/// <summary>
/// The genotypes of a run folder: <c>genotype.json</c>, what was found or is trained; of a search also <c>genotypes/epoch-0001.json</c> and so on, and the logits of every epoch in
/// <c>architecture.jsonl</c>; where surrogate gradients evolved their course in <c>surrogates.jsonl</c>.
/// </summary>
public sealed class RunGenotypes
{
    private const string FinalName = "genotype.json", EpochFolder = "genotypes", EpochPrefix = "epoch-";

    private readonly string folder;
    private readonly SortedDictionary<int, string> files = [];
    private readonly Lazy<ArchitectureHistory?> history;
    private readonly Lazy<SurrogateHistory?> surrogates;

    /// <summary>Looks into <paramref name="folder"/>; nothing is read yet.</summary>
    public RunGenotypes(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.folder = folder;
        string epochs = Path.Combine(folder, EpochFolder), log = Path.Combine(folder, ArchitectureLog.FileName), evolved = Path.Combine(folder, SurrogateLog.FileName);
        foreach (string file in Directory.Exists(epochs) ? Directory.EnumerateFiles(epochs, $"{EpochPrefix}*.json") : [])
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(file)[EpochPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) && epoch > 0)
            {
                files[epoch] = file;
            }
        }

        history = new Lazy<ArchitectureHistory?>(() => File.Exists(log) ? ArchitectureLog.Read(log) : null);
        surrogates = new Lazy<SurrogateHistory?>(() => File.Exists(evolved) ? SurrogateLog.Read(evolved) : null);
    }

    /// <summary>The log of the search; null of a run that searched nothing.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ArchitectureHistory? History => history.Value;

    /// <summary>How surrogate gradients evolved; null of a run where they did not.</summary>
    /// <exception cref="InvalidDataException">The log is damaged.</exception>
    public SurrogateHistory? Surrogates => surrogates.Value;

    /// <summary>The epochs with a genotype or logits, rising.</summary>
    /// <exception cref="InvalidDataException">The log is damaged.</exception>
    public IReadOnlyList<int> Epochs => [.. files.Keys.Union(History?.Epochs.Select(epoch => epoch.Epoch) ?? []).Order()];

    /// <summary>Where the genotype of <paramref name="epoch"/> is written in a run folder, relative to it.</summary>
    public static string FileOf(int epoch) => Path.Combine(EpochFolder, string.Create(CultureInfo.InvariantCulture, $"{EpochPrefix}{epoch:D4}.json"));

    /// <summary>The genotype that was found or is trained; of a search without it yet, that of its last epoch.</summary>
    /// <exception cref="InvalidDataException">There is none, or its file is damaged.</exception>
    public Genotype Last()
    {
        string final = Path.Combine(folder, FinalName);
        if (File.Exists(final))
        {
            return GenotypeFile.Read(final);
        }

        return Epochs.Count > 0 ? At(Epochs[^1]) : throw new InvalidDataException($"{folder}: holds no {FinalName}, no {EpochFolder} and no {ArchitectureLog.FileName}; name a run folder");
    }

    /// <summary>The genotype of an epoch: its file's, else decoded from its logits, with published neurons.</summary>
    /// <exception cref="ArgumentException">The run has no such epoch.</exception>
    /// <exception cref="InvalidDataException">Its file or the log is damaged.</exception>
    public Genotype At(int epoch) => files.TryGetValue(epoch, out string? file)
        ? GenotypeFile.Read(file)
        : HistoryDecoder.Decode(
            History ?? throw new ArgumentException($"{folder} has no epoch {epoch}", nameof(epoch)), epoch, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(Path.GetFullPath(folder))}-epoch-{epoch}"));
}
