using System.Text.Json;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Comparison;

/// <summary>
/// Searches for classifiers, the networks that they find and others beside them, in one folder: <c>comparison.json</c> (what is compared), and what <see cref="ComparisonWork{TGenotype}"/> says. Whatever is finished is kept, so that
/// it can be stopped at any moment and goes on there.
/// </summary>
public sealed class ClassificationComparison : ISearchComparison
{
    private readonly string folder;

    private ClassificationComparison(string folder, ClassificationComparisonConfig config) => (this.folder, Config) = (folder, config);

    /// <summary>What is compared.</summary>
    public ClassificationComparisonConfig Config { get; }

    /// <summary>Every search with what it came to, null while it is not finished, and its seconds.</summary>
    /// <exception cref="InvalidDataException">A summary is damaged.</exception>
    public IReadOnlyList<(string Name, ClassificationSearchSummary? Summary, double Seconds)> Searches =>
        [.. Config.Searches.Select(search => Work(CPU).SearchFolder(search.Name)).Select(run => (Path.GetFileName(run), ClassificationComparisonTask.ReadSummary(run), RunSeconds.Read(run)))];

    /// <summary>Every network, in the order of the configuration.</summary>
    /// <exception cref="InvalidDataException">A score is damaged.</exception>
    public IReadOnlyList<ComparedClassifier> Networks
    {
        get
        {
            ComparisonWork<ClassificationGenotype> work = Work(CPU); // for its folders
            (string Name, (int, ClassifierScore?)[] Runs)[] all = [.. Config.Networks.Select(network => (network.Name, network.Seeds.Select(seed => (seed, ClassifierScore.Read(work.NetworkFolder(network, seed)))).ToArray()))];
            return [.. all.Select((network, i) => ComparedClassifier.Of(network.Name, network.Runs, i == 0 ? null : all[0].Runs))];
        }
    }

    /// <inheritdoc/>
    public bool IsComplete => Networks.All(network => network.Runs.All(run => run.Score is not null));

    /// <summary>Whether the file <paramref name="path"/> says that it is a comparison of classifiers.</summary>
    /// <exception cref="ConfigurationException">It is no JSON, or says another task.</exception>
    public static bool IsConfig(string path)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return file.RootElement.ValueKind == JsonValueKind.Object && file.RootElement.TryGetProperty("task", out JsonElement task)
                && (task.ValueKind == JsonValueKind.String && task.ValueEquals(ClassificationComparisonConfig.TaskName)
                    ? true
                    : throw new ConfigurationException(path, $"task is {task.GetRawText()}, not \"{ClassificationComparisonConfig.TaskName}\"; a comparison of stereo networks has none"));
        }
        catch (JsonException damaged)
        {
            throw new ConfigurationException(path, damaged.Message);
        }
    }

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static ClassificationComparison Create(string folder, ClassificationComparisonConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        ComparisonFile.Create(folder, config, config.Validate());
        return new ClassificationComparison(folder, config);
    }

    /// <summary>Opens the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    public static ClassificationComparison Open(string folder) => new(folder, ConfigFile.Load(new ClassificationComparisonConfig(), ComparisonFile.PathIn(folder), [], loaded => loaded.Validate()));

    /// <inheritdoc/>
    /// <remarks>Threads are of no effect.</remarks>
    public void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation) => Work(device).Complete(report, cancellation);

    private ComparisonWork<ClassificationGenotype> Work(Device device) => new(folder, Config.Entries, new ClassificationComparisonTask(Config, device));
}
