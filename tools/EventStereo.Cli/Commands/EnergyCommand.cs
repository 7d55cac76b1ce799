using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Energy;
using EventStereo.Energy.Measurement;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Network;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs energy RUN|--model NAME</c>: operations, rates and millijoules of one inference under several energy models.</summary>
internal sealed class EnergyCommand : EvsCommand
{
    private readonly Argument<string?> run = new("RUN") { Description = "A run folder, or the name of weights that ship with the program", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> model = new("--model") { Description = "A built-in network instead of RUN, with fresh weights, see evs models", HelpName = "NAME" };
    private readonly Option<string?> data = new("--data") { Description = "Measure on this recording; of a classification run the folder of the data set, if not that of the training", HelpName = "FILE" };
    private readonly Option<int> images = new("--images") { Description = "Test images of a classification run's data set to measure, evenly spread", HelpName = "N", DefaultValueFactory = _ => 100 };
    private readonly Option<int> windows = new("--windows") { Description = "Windows of --data to measure", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<int> steps = new("--steps-from-rest") { Description = "An inference is the last of N windows from rest; 1: one window with the state carried on. Of a classifier: its time steps an image, else as published", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<double?> rate = new("--rate") { Description = "Without data: the share of each spiking input that is not zero, 0 to 1", HelpName = "R" };
    private readonly Option<string> size = new("--size") { Description = "Without data: size of the sensor; of a classifier its images', else as published", HelpName = "HxW", DefaultValueFactory = _ => "260x346" };
    private readonly Option<bool> unfolded = new("--unfolded-batch-norm") { Description = "Count batch norms as operations of their own, not as folded into the weights" };
    private readonly Option<string[]> profiles = new("--energy-model") { Description = "One more energy model, from a JSON profile; may be repeated", HelpName = "FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write the report as Markdown", HelpName = "FILE" };
    private readonly Option<string?> picture = new("--picture") { Description = "Write the report as a bar picture (PNG)", HelpName = "FILE" };
    private readonly Option<bool> layers = new("--layers") { Description = "Print every layer, not only the totals" };

    public EnergyCommand()
        : base(
            "energy",
            "Operations, rates and energy of one inference (one disparity map: a 50 ms step with carried state; or one image classified, all its steps) under several energy models; the equal-shape and the quantised network without spikes and DDES beside it.",
            "evs energy stereo-small --data scene.hdf5 --layers --picture energy.png",
            "evs energy --model spikedhs-stereo --rate 0.1 --size 260x346 --json -",
            "evs energy --model spikedhs-cifar --rate 0.1 --layers",
            "evs energy runs/fashion --layers")
    {
        images.RequireRange(1, 10_000_000);
        windows.RequireRange(1, 100_000);
        steps.RequireRange(1, 1000);
        Arguments.Add(run);
        foreach (Option option in (Option[])[model, data, images, windows, steps, rate, size, unfolded, profiles, layers, markdown, picture, RecordingOptions.Sensor, RecordingOptions.Format, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        RefuseWhatDoesNotGoTogether(context);
        IReadOnlyList<EnergyModel> models = [.. EnergyModels.All, .. (context.Get(profiles) ?? []).Select(path => EnergyProfile.Load(InputFile.Require(path)))];
        if (models.GroupBy(known => known.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new UsageException($"--energy-model: there are two energy models named '{twice.Key}'; give yours a name of its own");
        }

        Device device = Devices.Select(context);
        EnergyRunReport report = context.Progress.Track("counting", progress => IsClassificationRun(context)
            ? MeasureClassifier(context, models, device, progress)
            : BuiltInClassifier.TryFind(context.Get(model), out BuiltInClassifier? classifier)
            ? Estimate(context, classifier, models, device)
            : context.Get(data) is string file
                ? Measure(context, file, models, device)
                : Estimate(context, models, device));
        EnergyPrinting.Print(context.Output, report, context.Get(layers));
        if (context.Get(markdown) is string text)
        {
            AtomicFile.WriteText(text, EnergyMarkdown.Of(report.Energy));
        }

        if (context.Get(picture) is string chartPath)
        {
            using Mat chart = EnergyChart.Draw(report.Energy);
            PngFile.Write(chart, chartPath);
        }

        context.Report(report);
        return ExitCode.Done;
    }

    private void RefuseWhatDoesNotGoTogether(CommandContext context)
    {
        if (context.Find(run) is null == context.Get(model) is null)
        {
            throw new UsageException("name RUN or --model NAME, one of them (see evs energy --help)");
        }

        if (IsClassificationRun(context))
        {
            Option[] ofOthers = [rate, size, steps, windows, RecordingOptions.Sensor, RecordingOptions.Format];
            if (ofOthers.FirstOrDefault(context.Has) is { } wrong)
            {
                throw new UsageException($"a classification run is measured on the test images of its data set, all its steps: {wrong.Name} does not go with it");
            }

            return;
        }

        if (context.Has(images))
        {
            throw new UsageException("--images is for classification runs");
        }

        if (context.Get(data) is null == context.Get(rate) is null)
        {
            throw new UsageException("give --data FILE to measure, or --rate R to estimate, one of them");
        }

        if (context.Has(rate) && context.Has(steps) && !BuiltInClassifier.TryFind(context.Get(model), out _))
        {
            throw new UsageException("--steps-from-rest goes with --data; an estimate by --rate is of one step, and N steps cost N times as much");
        }

        if (context.Get(data) is not null && context.Get(steps) > context.Get(windows))
        {
            throw new UsageException($"--steps-from-rest {context.Get(steps)} needs as many windows, and --windows is {context.Get(windows)}");
        }

        if (context.Get(rate) is not (null or (>= 0 and <= 1)))
        {
            throw new UsageException("--rate takes a number from 0 to 1");
        }
    }

    private bool IsClassificationRun(CommandContext context) => context.Find(run) is string folder && ClassificationModel.IsRun(folder);

    private EnergyRunReport MeasureClassifier(CommandContext context, IReadOnlyList<EnergyModel> models, Device device, WorkProgress progress)
    {
        using ClassificationModel trained = ClassificationModel.Load(context.Find(run)!, device); // it is one
        return ClassifyEnergy.Measure(trained, context.Get(data), context.Get(images), models, device, !context.Get(unfolded), progress, context.Cancellation);
    }

    private EnergyRunReport Measure(CommandContext context, string path, IReadOnlyList<EnergyModel> models, Device device)
    {
        using IEventRecording recording = RecordingOptions.OpenStereo(context, path);
        using StereoModel? trained = context.Find(run) is string name ? TrainedModels.Load(name, device) : null;
        using StereoNetwork? fresh = context.Get(model) is string builtIn ? BuiltInNetworks.Create(builtIn) : null;
        StereoNetwork network = trained?.Network ?? fresh!; // one of the two is given
        network.to(device);
        long windowUs = trained?.Config.Training.WindowUs ?? StackingBasedOnTime.DefaultWindowUs;
        IEnumerable<StereoSample> samples = StereoSamples.OverRecording(recording, windowUs, network.Config.InputChannels).Take(context.Get(windows));
        if (fresh is not null)
        {
            StereoEnergy.Calibrate(fresh, samples, device, context.Cancellation);
        }

        ActivityRecorder? recorder = null;
        MachineEnergy machine = MachineEnergy.Measure(
            () => recorder = StereoEnergy.Measure(network, samples, device, context.Get(steps), !context.Get(unfolded), context.Cancellation), device.type == DeviceType.CUDA);
        (int, int) sensor = (recording.Sensor.Height, recording.Sensor.Width);
        EnergyReport energy = EnergyReport.Measured($"{NetworkName(context)}, {recording.Sensor}", sensor, recorder!, models); // the work above ran
        return EnergyRunReport.Of(energy, Sensitivity.Of(recorder!.Activities(), sensor), machine, isTrained: trained is not null); // as above
    }

    private EnergyRunReport Estimate(CommandContext context, IReadOnlyList<EnergyModel> models, Device device)
    {
        using StereoModel? trained = context.Find(run) is string name ? TrainedModels.Load(name, device) : null;
        using StereoNetwork? fresh = context.Get(model) is string builtIn ? BuiltInNetworks.Create(builtIn) : null;
        StereoNetwork network = trained?.Network ?? fresh!; // one of the two is given
        network.to(device);
        SensorSize sensor = SizeOf(context);
        IReadOnlyList<LayerActivity> activities = StereoOperations.AtRate(network, sensor, context.Get(rate).GetValueOrDefault(), device, !context.Get(unfolded));
        return EnergyRunReport.Of(EnergyReport.Estimated($"{NetworkName(context)}, {sensor}", (sensor.Height, sensor.Width), activities, models), Sensitivity.Of(activities, (sensor.Height, sensor.Width)), null, isTrained: trained is not null);
    }

    private EnergyRunReport Estimate(CommandContext context, BuiltInClassifier classifier, IReadOnlyList<EnergyModel> models, Device device)
    {
        if (context.Has(data))
        {
            throw new UsageException($"--data measures stereo networks on a recording; of {classifier.Name} give --rate R");
        }

        using ClassificationNetwork network = classifier.Create();
        network.to(device);
        (int height, int width) = context.Has(size) && SizeOf(context) is { } given ? (given.Height, given.Width) : (classifier.Height, classifier.Width);
        int timeSteps = context.Has(steps) ? context.Get(steps) : classifier.Config.Steps;
        IReadOnlyList<LayerActivity> activities = ClassificationOperations.AtRate(network, height, width, timeSteps, context.Get(rate).GetValueOrDefault(), device, !context.Get(unfolded));
        return EnergyRunReport.Of(EnergyReport.Estimated($"{classifier.Name}, {height}x{width}, {timeSteps} steps", sensor: null, activities, models), [], null, isTrained: false);
    }

    private string NetworkName(CommandContext context) => context.Get(model) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(context.Find(run)!)); // one of the two is given

    private SensorSize SizeOf(CommandContext context)
    {
        string text = context.Get(size)!; // has a default
        return SensorSize.TryParse(text, out SensorSize transposed)
            ? new SensorSize(transposed.Height, transposed.Width) // HxW here, WxH there
            : throw new UsageException($"--size '{text}' is not HxW, such as 260x346");
    }
}
