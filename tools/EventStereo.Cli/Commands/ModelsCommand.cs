using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Energy;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Network;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs models</c>: the networks and methods that the program knows by name.</summary>
internal sealed class ModelsCommand : EvsCommand
{
    private const string Task = StereoGenotype.TaskName;

    public ModelsCommand()
        : base(
            "models",
            "The built-in networks: published genotypes, weights that ship, references and baselines; dense operations are of one step: of a stereo network at 260x346, of a classifier at the images it is for.",
            "evs models",
            "evs models --json -")
    {
        Options.Add(CommonOptions.Threads);
    }

    protected override int Run(CommandContext context)
    {
        set_num_threads(context.Threads);
        IReadOnlyList<ModelLine> models = context.Progress.Track("counting", _ => Models(context.Cancellation).ToArray());
        Table table = Tables.Create("name", "task", "kind", ">parameters", ">dense MAC M a step");
        foreach (ModelLine line in models)
        {
            table.Row(line.Name, line.Task, line.Kind, line.Parameters is long parameters ? Figures.Count(parameters) : "-", line.MacsPerStep is double macs ? Figures.Number(macs / 1e6, 1) : "-");
        }

        context.Output.Write(table);
        context.Report(models);
        return ExitCode.Done;
    }

    private static IEnumerable<ModelLine> Models(CancellationToken cancellation)
    {
        foreach (string name in BuiltInNetworks.Names)
        {
            cancellation.ThrowIfCancellationRequested();
            using StereoNetwork network = BuiltInNetworks.Create(name);
            yield return Line(name, "published genotype, untrained", network);
        }

        foreach (BuiltInClassifier classifier in BuiltInClassifier.All)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Line(classifier);
        }

        foreach (string name in TrainedModels.ShippedNames)
        {
            cancellation.ThrowIfCancellationRequested();
            using StereoModel model = TrainedModels.Load(name, CPU);
            yield return Line(name, "trained, ships with the program", model.Network);
        }

        yield return new ModelLine("ddes", Task, "reference, artificial, energy only, at 320x384", null, ReferenceNetworks.Ddes().Sum(layer => layer.DenseMacs));
        foreach (IDisparityEstimator baseline in (IDisparityEstimator[])[new SemiGlobalBaseline(), new BlockMatchingBaseline(), new CorrelationBaseline()])
        {
            yield return new ModelLine(baseline.Name, Task, "baseline", 0, null);
        }
    }

    private static ModelLine Line(BuiltInClassifier classifier)
    {
        using ClassificationNetwork network = classifier.Create();
        double macs = ClassificationOperations.AtRate(network, classifier.Height, classifier.Width, steps: 1, rate: 0, CPU).Sum(layer => layer.DenseMacs);
        return new ModelLine(classifier.Name, ClassificationGenotype.TaskName, $"{classifier.Kind}, at {classifier.Height}x{classifier.Width}", network.InferenceParameters, macs);
    }

    private static ModelLine Line(string name, string kind, StereoNetwork network) =>
        new(name, Task, kind, StereoOperations.Parameters(network), StereoOperations.AtRate(network, SensorSize.Davis346, 0, CPU).Sum(layer => layer.DenseMacs));
}
