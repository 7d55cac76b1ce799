using System.Diagnostics;
using System.Text.Json;
using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Network;
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
    private const string ConfigName = "comparison.json";
    private const string ScoreName = "score.json";
    private const string SecondsName = "seconds.json";

    private static readonly NetworkNeurons[] Kinds = [NetworkNeurons.Genotype, NetworkNeurons.RectifiedLinear];

    private readonly string folder;
    private readonly NeuronComparisonConfig config;

    private NeuronComparison(string folder, NeuronComparisonConfig config)
    {
        this.folder = folder;
        this.config = config;
    }

    /// <summary>The comparison as far as it is.</summary>
    public ComparisonTable Table => ComparisonTable.Of(config, [.. Entries().Select(entry => new ComparedRun(entry.Neurons, entry.Seed, ReadScore(entry)))]);

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ConfigName));

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static NeuronComparison Create(string folder, NeuronComparisonConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (Exists(folder))
        {
            throw new ConfigurationException(folder, "there is a comparison in this folder, which goes on by its own settings; leave out others, or give another folder");
        }

        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("comparison", problems);
        }

        Directory.CreateDirectory(folder);
        ConfigFile.Write(Path.Combine(folder, ConfigName), config);
        return new NeuronComparison(folder, config);
    }

    /// <summary>Opens the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    public static NeuronComparison Open(string folder) =>
        new(folder, ConfigFile.Load(new NeuronComparisonConfig(), Path.Combine(folder, ConfigName), [], loaded => loaded.Validate()));

    /// <summary>Does what is left: makes scenes, trains and scores runs.</summary>
    /// <param name="device">Where networks run.</param>
    /// <param name="threads">Threads of the simulator.</param>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run that trains leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    public void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        Entry[] entries = [.. InOrderOfWork()];
        for (int i = 0; i < entries.Length; i++)
        {
            Entry entry = entries[i];
            if (ReadScore(entry) is not null)
            {
                continue;
            }

            string name = Path.GetFileName(entry.Folder);
            void Tell(double share, string what) => report((i + share) / entries.Length, $"{name}: {what}");
            if (!File.Exists(RunFile(entry, "summary.json")))
            {
                MakeScenes(config.Train, Data("train"), threads, Tell, cancellation);
                MakeScenes(config.Validation, Data("validation"), threads, Tell, cancellation);
                Train(entry, device, Tell, cancellation);
            }

            MakeScenes(config.Test, Data("test"), threads, Tell, cancellation);
            RunScore score = Score(entry, device, Tell, cancellation);
            AtomicFile.Write(RunFile(entry, ScoreName), stream => JsonSerializer.Serialize(stream, score, ScoreJson.Options));
        }
    }

    private static void MakeScenes(SimulatedSet set, string folder, int threads, Action<double, string> tell, CancellationToken cancellation) =>
        set.Make(folder, threads, new Reporter(share => tell(0, FormattableString.Invariant($"making scenes in {folder}, {100 * share:0} %"))), cancellation);

    private void Train(Entry entry, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        double before = ReadSeconds(entry);
        long started = Stopwatch.GetTimestamp();
        StereoRunConfig runConfig = config.Run with
        {
            Seed = entry.Seed,
            Network = config.Run.Network with { Neurons = entry.Neurons },
            Data = [Data("train")],
            Validation = [Data("validation")],
            InitialWeights = config.SpikingFromArtificial && entry.Neurons == NetworkNeurons.Genotype ? Folder(NetworkNeurons.RectifiedLinear, entry.Seed) : null,
        };
        using StereoTrainingRun training = RunFolder.IsRun(entry.Folder) ? StereoTrainingRun.Resume(entry.Folder, device) : StereoTrainingRun.Start(entry.Folder, runConfig, device);
        try
        {
            training.Run(
                (step, _) => tell((step.Step + 1.0) / training.TotalSteps, FormattableString.Invariant($"step {step.Step + 1} of {training.TotalSteps}, loss {step.Loss:0.000}, 1PA {100 - step.OnePixelErrorPercent:0.0} %{(double.IsFinite(step.FiringRate) ? FormattableString.Invariant($", firing {100 * step.FiringRate:0.0} %") : string.Empty)}")),
                cancellation);
        }
        finally
        {
            double seconds = before + Stopwatch.GetElapsedTime(started).TotalSeconds;
            AtomicFile.Write(RunFile(entry, SecondsName), stream => JsonSerializer.Serialize(stream, seconds));
        }
    }

    private RunScore Score(Entry entry, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        using StereoModel model = StereoModel.Load(entry.Folder, device);
        using StereoPredictor predictor = new(model.Network, device);
        StereoEvaluator evaluator = new([new NetworkMethod(model.Name, predictor)], EvaluationProtocol.Parse(config.Protocol)) { WindowUs = model.Config.Training.WindowUs, Channels = model.Config.Network.InputChannels };
        double mj = 0, rate = 0;
        for (int scene = 0; scene < config.Test.Count; scene++)
        {
            tell(1, $"scoring scene {scene + 1} of {config.Test.Count}");
            using MvsecRecording recording = MvsecRecording.Open(SimulatedSet.PathOf(Data("test"), scene));
            using MvsecGroundTruth truth = recording.OpenGroundTruth() ?? throw new InvalidDataException($"{recording.Path}: no ground truth in it");
            evaluator.Add(recording, truth, cancellation: cancellation);
            if (scene < config.EnergyScenes)
            {
                EnergyReport energy = MeasureEnergy(model, recording, device, cancellation);
                ModelEnergy literature = energy.Models[0];
                mj += (entry.Neurons == NetworkNeurons.RectifiedLinear ? literature.ArtificialTotalMj!.Value : literature.TotalMj) / config.EnergyScenes; // the arithmetic model prices both
                rate += (entry.Neurons == NetworkNeurons.RectifiedLinear ? 0 : energy.SpikeRate) / config.EnergyScenes;
            }
        }

        return new RunScore(evaluator.Scores[0].MeanOverFrames, mj, rate, ReadSeconds(entry));
    }

    private static EnergyReport MeasureEnergy(StereoModel model, MvsecRecording recording, Device device, CancellationToken cancellation)
    {
        IEnumerable<StereoSample> samples = StereoSamples.OverRecording(recording, model.Config.Training.WindowUs, model.Config.Network.InputChannels);
        ActivityRecorder recorder = StereoEnergy.Measure(model.Network, samples, device, cancellation: cancellation);
        return EnergyReport.Measured(model.Name, (recording.Sensor.Height, recording.Sensor.Width), recorder, [EnergyModels.All[0]]);
    }

    /// <summary>Spiking and artificial in turn, seed by seed, so that a comparison stopped half-way compares like with like.</summary>
    private IEnumerable<Entry> Entries() => config.Seeds.SelectMany(seed => Kinds.Select(kind =>
        new Entry(kind, seed, Folder(kind, seed))));

    /// <summary>The same, the artificial one first where the spiking one begins with its weights.</summary>
    private IEnumerable<Entry> InOrderOfWork() => config.SpikingFromArtificial
        ? config.Seeds.SelectMany(seed => Entries().Where(entry => entry.Seed == seed).OrderByDescending(entry => entry.Neurons == NetworkNeurons.RectifiedLinear))
        : Entries();

    private string Folder(NetworkNeurons kind, int seed) => Path.Combine(folder, $"{(kind == NetworkNeurons.Genotype ? "spiking" : "artificial")}-{seed}");

    private string Data(string set) => Path.Combine(folder, "data", set);

    private static string RunFile(Entry entry, string name) => Path.Combine(entry.Folder, name);

    private static RunScore? ReadScore(Entry entry)
    {
        string path = RunFile(entry, ScoreName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RunScore>(File.ReadAllBytes(path), ScoreJson.Options) ?? throw new InvalidDataException($"{path}: holds no score; remove it to score the run again");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path}: not a score ({damaged.Message}); remove it to score the run again", damaged);
        }
    }

    private static double ReadSeconds(Entry entry) =>
        File.Exists(RunFile(entry, SecondsName)) && double.TryParse(File.ReadAllText(RunFile(entry, SecondsName)), System.Globalization.CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;

    private sealed record Entry(NetworkNeurons Neurons, int Seed, string Folder);

    private sealed class Reporter(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
