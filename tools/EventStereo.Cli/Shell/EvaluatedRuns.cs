using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary>The networks of one evaluation, which see the same windows: every run that the command line names, with the weights that it asks for.</summary>
internal sealed class EvaluatedRuns : IDisposable
{
    private readonly List<EvaluatedRun> rows = [];

    private EvaluatedRuns()
    {
    }

    /// <summary>The rows: all runs with their last weights, then all with their best.</summary>
    public IReadOnlyList<EvaluatedRun> Rows => rows;

    /// <summary>The configuration of the first; what windows are made by is the same in all.</summary>
    public StereoRunConfig Config => rows[0].Model.Config;

    /// <summary>The largest disparity of any, which baselines search up to.</summary>
    public int MaxDisparityPx => rows.Max(row => row.Model.Config.Network.MaxDisparityPx);

    /// <summary>Loads the runs.</summary>
    /// <param name="names">Run folders, or names of shipped weights.</param>
    /// <param name="weights">Which weights; null takes the last, and the best of those that have some.</param>
    /// <param name="device">Where the networks go.</param>
    /// <param name="kernels">How their neurons run.</param>
    /// <exception cref="UsageException">A run is named twice, or runs do not cut a recording into the same windows.</exception>
    /// <exception cref="InvalidDataException">One is no run or damaged, or has no such weights.</exception>
    public static EvaluatedRuns Load(IReadOnlyList<string> names, WeightsChoice? weights, Device device, NeuronKernels kernels = NeuronKernels.Fused)
    {
        string[] folders = [.. names.Select(TrainedModels.Find)];
        if (folders.GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new UsageException($"{twice.First()} is named {twice.Count()} times");
        }

        EvaluatedRuns runs = new();
        try
        {
            foreach (RunWeights kind in (RunWeights[])[RunWeights.Last, RunWeights.BestOnValidation])
            {
                foreach (string folder in folders.Where(folder => Wanted(folder, kind, weights)))
                {
                    StereoModel model = StereoModel.Load(folder, device, kind);
                    string name = folders.Count(other => NameOf(other) == NameOf(folder)) > 1 ? folder : NameOf(folder);
                    runs.rows.Add(new EvaluatedRun(kind == RunWeights.Last ? name : $"{name} best on validation", folder, kind, model, new StereoPredictor(model.Network, device, kernels: kernels)));
                }
            }

            runs.RequireSameWindows();
            return runs;
        }
        catch
        {
            runs.Dispose();
            throw;
        }
    }

    /// <summary>The runs that a folder holds, in order of name; <paramref name="names"/> as they are where it is not one folder of runs.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> names) =>
        names is [string folder] && !RunFolder.IsRun(folder) && Directory.Exists(folder)
        && Directory.EnumerateDirectories(folder).Where(RunFolder.IsRun).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } inside
            ? inside
            : names;

    /// <summary>Refuses runs that are no seeds of one configuration.</summary>
    /// <exception cref="UsageException">They differ in more than the seed, or two have the same seed; the message says in what, and which.</exception>
    public void RequireSeedsOfOneConfiguration()
    {
        foreach (EvaluatedRun row in rows.Skip(1))
        {
            IReadOnlyList<string> differences = Differences(rows[0], row);
            if (differences.Count > 0)
            {
                throw new UsageException($"--seeds: {rows[0].Folder} and {row.Folder} differ in more than the seed: {string.Join("; ", differences)}");
            }
        }

        if (rows.GroupBy(row => (row.Weights, row.Model.Config.Seed)).FirstOrDefault(same => same.Count() > 1)?.ToArray() is [EvaluatedRun first, EvaluatedRun second, ..])
        {
            throw new UsageException($"--seeds: {first.Folder} and {second.Folder} have the same seed, {first.Model.Config.Seed}");
        }
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        foreach (EvaluatedRun row in rows)
        {
            row.Predictor.Dispose();
            row.Model.Dispose();
        }
    }

    private static bool Wanted(string folder, RunWeights kind, WeightsChoice? weights) => weights switch
    {
        WeightsChoice.Last => kind == RunWeights.Last,
        WeightsChoice.Best => kind == RunWeights.BestOnValidation,
        WeightsChoice.Both => true,
        _ => kind == RunWeights.Last || File.Exists(RunFolder.Open(folder).BestWeightsPath),
    };

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static IReadOnlyList<string> Differences(EvaluatedRun first, EvaluatedRun other)
    {
        IEnumerable<string> keys = ConfigDifference.Between(first.Model.Config with { Seed = 0 }, other.Model.Config with { Seed = 0 });
        bool sameGenotype = File.ReadAllText(RunFolder.Open(first.Folder).GenotypePath) == File.ReadAllText(RunFolder.Open(other.Folder).GenotypePath);
        return [.. keys, .. sameGenotype ? [] : (string[])["genotype.json"]];
    }

    private void RequireSameWindows()
    {
        if (rows.FirstOrDefault(row => (row.Model.Config.Training.WindowUs, row.Model.Config.Network.InputChannels) != (Config.Training.WindowUs, Config.Network.InputChannels)) is EvaluatedRun other)
        {
            throw new UsageException(
                $"{rows[0].Folder} and {other.Folder} do not see the same windows: {Config.Training.WindowUs} us in {Config.Network.InputChannels} slices, {other.Model.Config.Training.WindowUs} us in {other.Model.Config.Network.InputChannels}; evaluate them one by one");
        }
    }
}
