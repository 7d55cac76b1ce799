using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Comparison;
using EventStereo.Search.Training;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Comparison;

/// <summary>Searches, networks and scores of a comparison of classifiers.</summary>
/// <param name="config">What is compared.</param>
/// <param name="device">Where networks run.</param>
internal sealed class ClassificationComparisonTask(ClassificationComparisonConfig config, Device device) : IComparisonTask<ClassificationGenotype>
{
    /// <summary>What a random architecture costs at least, as a share of the budget.</summary>
    private const double LeastRandomShare = 0.75;

    /// <summary>What the search in <paramref name="run"/> came to; null while it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ClassificationSearchSummary? ReadSummary(string run) => KeptJson.Read<ClassificationSearchSummary>(Path.Combine(run, "summary.json"), "the summary of a search", "remove the folder to search again");

    /// <inheritdoc/>
    public bool IsSearched(string folder) => ReadSummary(folder) is not null;

    /// <inheritdoc/>
    public bool IsScored(string folder) => ClassifierScore.Read(folder) is not null;

    /// <inheritdoc/>
    public void Search(ComparedSearchConfig search, string folder, string? genotype, Action<double, string> tell, CancellationToken cancellation)
    {
        using ClassificationSearchRun searching = RunFolder.IsRun(folder) ? ClassificationSearchRun.Resume(folder, device) : ClassificationSearchRun.Start(folder, config.ConfigOf(search, genotype), device);
        double share = 0;
        RunSeconds.Add(folder, tell, told => searching.Run(
            (step, _) => told(share = (step.Step + 1.0) / searching.TotalSteps, FormattableString.Invariant($"step {step.Step + 1} of {searching.TotalSteps}, loss {step.Loss:0.000}, entropy {step.Entropy:0.00} nat, expected {step.ExpectedMj:0.0000} mJ")),
            cancellation,
            what => told(share, what)));
    }

    /// <inheritdoc/>
    public ClassificationGenotype Resolve(string nameOrFile) => ClassificationGenotypes.Resolve(nameOrFile);

    /// <inheritdoc/>
    public ClassificationGenotype Draw(string searchFolder, int seed, CancellationToken cancellation) => ClassificationSearchRun.DrawRandom(searchFolder, seed, LeastRandomShare, device);

    /// <inheritdoc/>
    public void Complete(ComparedNetworkConfig network, int seed, string genotype, string folder, Action<double, string> tell, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, "summary.json")))
        {
            Train(config.ConfigOf(network, seed, genotype), folder, tell, cancellation);
        }

        Score(folder, tell, cancellation).Write(folder);
    }

    private void Train(ClassificationRunConfig run, string folder, Action<double, string> tell, CancellationToken cancellation)
    {
        using ClassificationTrainingRun training = RunFolder.IsRun(folder) ? ClassificationTrainingRun.Resume(folder, device) : ClassificationTrainingRun.Start(folder, run, device);
        string held = "";
        RunSeconds.Add(folder, tell, told => training.Run(
            (step, validation) =>
            {
                held = validation is null ? held : FormattableString.Invariant($", held out {validation.Top1Percent:0.00} %");
                told((step.Step + 1.0) / training.TotalSteps, FormattableString.Invariant($"step {step.Step + 1} of {training.TotalSteps}, loss {step.Loss:0.000}, right {100 - step.ErrorPercent:0.0} %{held}"));
            },
            cancellation));
    }

    /// <summary>Scores the weights that did best on the samples held out, once, on all test samples.</summary>
    private ClassifierScore Score(string folder, Action<double, string> tell, CancellationToken cancellation)
    {
        using ClassificationModel model = ClassificationModel.Load(folder, device);
        ImageDataset samples = model.OpenTest();
        ClassificationEvaluator evaluator = new(samples, [.. Enumerable.Range(0, samples.Count)], model.Config.Normalization);
        ClassificationScore score = evaluator.Score(model.Network, device, new Told(share => tell(1, FormattableString.Invariant($"scoring, {100 * share:0} %"))), cancellation);
        ActivityRecorder recorder = ClassificationEnergy.Measure(model.Network, samples, SampleOrder.Spread(samples.Count, config.EnergySamples), model.Config.Normalization, device, cancellation: cancellation);
        EnergyReport energy = EnergyReport.Measured(model.Name, (samples.Shape.Height, samples.Shape.Width), recorder, [EnergyModels.All[0]]);
        double mj = ClassificationEnergy.Mj(energy.Models[0], model.Network.Config, samples.Shape);
        return new ClassifierScore(score.Top1Percent, score.Top5Percent, score.Images, mj, model.Network.Config.IsArtificial ? 0 : energy.SpikeRate, model.Network.InferenceParameters, RunSeconds.Read(folder));
    }

    /// <summary>Tells at once, where <see cref="Progress{T}"/> would tell another thread.</summary>
    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
