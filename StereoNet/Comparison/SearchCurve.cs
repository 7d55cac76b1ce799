using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Metrics;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// How good a search's architectures were as it went on: those of its epochs, each trained from scratch in the same way and scored on held-out recordings. Lies in <c>curve/</c> of the search's run
/// folder: <c>curve.json</c> and a run folder for each architecture, by its fingerprint. Whatever is finished is kept, so that it can be stopped at any moment and goes on there.
/// Source: the search-process curves of "Spatial-Temporal Search for Spiking Neural Networks", arXiv 2410.18580, Figure 5.
/// </summary>
public sealed class SearchCurve
{
    private const string FolderName = "curve", ConfigName = "curve.json";

    /// <summary>Digits of a fingerprint that name an architecture's run.</summary>
    private const int ShortFingerprint = 12;

    private readonly string search;
    private readonly SearchCurveConfig config;
    private readonly SortedDictionary<int, StereoGenotype> genotypes = [];

    private SearchCurve(string search, SearchCurveConfig config)
    {
        this.search = search;
        this.config = config;
        RunGenotypes run = new(search);
        foreach (int epoch in run.Epochs.Where(epoch => epoch % config.Every == 0 || epoch == run.Epochs[^1]))
        {
            genotypes[epoch] = run.At(epoch) as StereoGenotype ?? throw new InvalidDataException($"{search}: epoch {epoch} has no stereo genotype");
        }
    }

    /// <summary>The curve's folder in the run folder <paramref name="search"/>.</summary>
    public static string FolderOf(string search) => Path.Combine(search, FolderName);

    /// <summary>Whether a curve of <paramref name="search"/> was begun.</summary>
    public static bool Exists(string search) => File.Exists(Path.Combine(FolderOf(search), ConfigName));

    /// <summary>The settings of the search in the run folder <paramref name="search"/>.</summary>
    /// <exception cref="InvalidDataException">Not the run folder of a search with an epoch, or a damaged one.</exception>
    public static StereoSearchConfig ConfigOf(string search)
    {
        RunFolder run = RunFolder.Open(search);
        return new RunGenotypes(search).History is { Epochs.Count: > 0 }
            ? ConfigFile.Load(new StereoSearchConfig(), run.ConfigPath, [], loaded => loaded.Validate())
            : throw new InvalidDataException($"{search}: not the run folder of a search with a whole epoch");
    }

    /// <summary>Begins the curve of a search.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or there is a curve already.</exception>
    /// <exception cref="InvalidDataException">A genotype is damaged.</exception>
    public static SearchCurve Create(string search, SearchCurveConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        string folder = FolderOf(search);
        if (Exists(search))
        {
            throw new ConfigurationException(folder, "there is a curve already, which goes on by its own settings; leave out others, or remove the folder");
        }

        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("curve", problems);
        }

        SearchCurve curve = new(search, config);
        Directory.CreateDirectory(folder);
        ConfigFile.Write(Path.Combine(folder, ConfigName), config);
        return curve;
    }

    /// <summary>Opens the curve of a search.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    /// <exception cref="InvalidDataException">A genotype is damaged.</exception>
    public static SearchCurve Open(string search) =>
        new(search, ConfigFile.Load(new SearchCurveConfig(), Path.Combine(FolderOf(search), ConfigName), [], loaded => loaded.Validate()));

    /// <summary>The settings.</summary>
    public SearchCurveConfig Config => config;

    /// <summary>The epochs, rising, as far as they are trained.</summary>
    /// <exception cref="InvalidDataException">A score is damaged.</exception>
    public IReadOnlyList<SearchSnapshot> Snapshots => [.. genotypes.Select(epoch => new SearchSnapshot(epoch.Key, GenotypeFile.Fingerprint(epoch.Value), RunOf(epoch.Value).Score))];

    /// <summary>Whether nothing is left to train and to score.</summary>
    /// <exception cref="InvalidDataException">A score is damaged.</exception>
    public bool IsComplete => Snapshots.All(snapshot => snapshot.Score is not null);

    /// <summary>Trains and scores what is left.</summary>
    /// <param name="recordings">The files of <see cref="SearchCurveConfig.Validation"/>.</param>
    /// <param name="device">Where networks run.</param>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    public void Complete(IReadOnlyList<string> recordings, Device device, Action<double, string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(report);
        int done = 0;
        foreach ((int epoch, StereoGenotype genotype) in genotypes)
        {
            ScoredRun run = RunOf(genotype);
            if (run.Score is null)
            {
                string file = run.Folder + ".json";
                GenotypeFile.Write(file, genotype);
                double before = done;
                run.Complete(
                    config.Run with { Network = config.Run.Network with { Genotype = file } }, recordings, EvaluationProtocol.Parse(config.Protocol), config.EnergyRecordings, device,
                    (share, what) => report((before + share) / genotypes.Count, $"epoch {epoch}: {what}"), cancellation);
            }

            done++;
        }
    }

    private ScoredRun RunOf(StereoGenotype genotype) => new(Path.Combine(FolderOf(search), GenotypeFile.Fingerprint(genotype)[..ShortFingerprint]));
}
