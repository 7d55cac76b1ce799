using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// A spiking network against the artificial one of equal shape, over several seeds, in one folder: <c>comparison.json</c> (what is compared), <c>data/</c>
/// (simulated scenes), and a run folder a network with its <c>score.json</c>. Whatever is finished is kept, so that it can be stopped at any moment and
/// goes on there; scenes are made only when a run needs them.
/// </summary>
public sealed class NeuronComparison
{
    private static readonly NetworkNeurons[] Kinds = [NetworkNeurons.Genotype, NetworkNeurons.RectifiedLinear];

    private readonly string folder;
    private readonly NeuronComparisonConfig config;

    private NeuronComparison(string folder, NeuronComparisonConfig config)
    {
        this.folder = folder;
        this.config = config;
    }

    /// <summary>The comparison as far as it is.</summary>
    public ComparisonTable Table => ComparisonTable.Of(config, [.. Entries().Select(entry => new ComparedRun(entry.Neurons, entry.Seed, entry.Run.Score))]);

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => ComparisonFile.Exists(folder);

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static NeuronComparison Create(string folder, NeuronComparisonConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        ComparisonFile.Create(folder, config, config.Validate());
        return new NeuronComparison(folder, config);
    }

    /// <summary>Opens the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    public static NeuronComparison Open(string folder) => new(folder, ConfigFile.Load(new NeuronComparisonConfig(), ComparisonFile.PathIn(folder), [], loaded => loaded.Validate()));

    /// <summary>Does what is left: makes scenes, trains and scores runs.</summary>
    /// <param name="device">Where networks run.</param>
    /// <param name="threads">Threads of the simulator.</param>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run that trains leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    public void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        ComparisonScenes scenes = new(folder, config, threads);
        Entry[] entries = [.. InOrderOfWork()];
        for (int i = 0; i < entries.Length; i++)
        {
            Entry entry = entries[i];
            if (entry.Run.Score is null)
            {
                int before = i;
                entry.Run.Complete(ConfigOf(entry), scenes, device, (share, what) => report((before + share) / entries.Length, $"{Path.GetFileName(entry.Run.Folder)}: {what}"), cancellation);
            }
        }
    }

    private StereoRunConfig ConfigOf(Entry entry) => config.Run with
    {
        Seed = entry.Seed,
        Network = config.Run.Network with { Neurons = entry.Neurons },
        InitialWeights = config.SpikingFromArtificial && entry.Neurons == NetworkNeurons.Genotype ? Folder(NetworkNeurons.RectifiedLinear, entry.Seed) : null,
    };

    /// <summary>Spiking and artificial in turn, seed by seed, so that a comparison stopped half-way compares like with like.</summary>
    private IEnumerable<Entry> Entries() => config.Seeds.SelectMany(seed => Kinds.Select(kind => new Entry(kind, seed, new ScoredRun(Folder(kind, seed)))));

    /// <summary>The same, the artificial one first where the spiking one begins with its weights.</summary>
    private IEnumerable<Entry> InOrderOfWork() => config.SpikingFromArtificial
        ? config.Seeds.SelectMany(seed => Entries().Where(entry => entry.Seed == seed).OrderByDescending(entry => entry.Neurons == NetworkNeurons.RectifiedLinear))
        : Entries();

    private string Folder(NetworkNeurons kind, int seed) => Path.Combine(folder, $"{(kind == NetworkNeurons.Genotype ? "spiking" : "artificial")}-{seed}");

    private sealed record Entry(NetworkNeurons Neurons, int Seed, ScoredRun Run);
}
