using System.CommandLine;
using EventStereo.Cli.Shell;
using EventStereo.Energy;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs energy RUN|--model NAME</c>: operations, rates and millijoules of one inference, by layer.</summary>
internal sealed class EnergyCommand : EvsCommand
{
    private readonly Argument<string?> run = new("RUN") { Description = "A run folder, or the name of weights that ship with the program", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> model = new("--model") { Description = "A built-in network instead of RUN, see evs models; needs --rate", HelpName = "NAME" };
    private readonly Option<string?> data = new("--data") { Description = "Measure on this recording", HelpName = "FILE" };
    private readonly Option<int> windows = new("--windows") { Description = "Windows of --data to measure", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<double?> rate = new("--rate") { Description = "Without data: the share of each layer's input that is not zero, 0 to 1", HelpName = "R" };
    private readonly Option<string> size = new("--size") { Description = "Without data: size of the sensor", HelpName = "HxW", DefaultValueFactory = _ => "260x346" };

    public EnergyCommand()
        : base(
            "energy",
            "Operations, input rates and energy of one inference (one disparity map: a 50 ms step with carried state), by layer; the equal-shape network without spikes beside it.",
            "evs energy runs/first --data scene.hdf5",
            "evs energy --model spikedhs-stereo --rate 0.1 --size 260x346 --json -")
    {
        windows.RequireRange(1, 100_000);
        Arguments.Add(run);
        foreach (Option option in (Option[])[model, data, windows, rate, size, RecordingOptions.Sensor, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    /// <summary>Prints the layers of the first model, and all models' totals.</summary>
    public static void Print(IAnsiConsole output, EnergyComparison comparison)
    {
        ModelEnergyLine first = comparison.Models[0];
        Table layers = Tables.Create($"layer of {first.Name}", ">axes", "input", ">rate", ">MAC M", ">AC M", ">mJ", ">without spikes mJ");
        foreach (LayerEnergyLine layer in comparison.Layers.Where(layer => layer.Model == first.Name))
        {
            layers.Row(
                layer.Name, $"{layer.Dimensions}", layer.Input.ToString().ToLowerInvariant(), Figures.Number(layer.InputRate, 4), Figures.Number(layer.Macs / 1e6, 3),
                Figures.Number(layer.Acs / 1e6, 3), Figures.Number(layer.Mj[first.Name], 4), Figures.Number(layer.ArtificialMj, 4));
        }

        output.Write(layers);
        PrintTotals(output, comparison);
    }

    /// <summary>Prints all models' totals, the prices and the first model's warnings.</summary>
    public static void PrintTotals(IAnsiConsole output, EnergyComparison comparison)
    {
        Table totals = Tables.Create("an inference of", ">MAC M", ">AC M", ">mJ", ">without spikes mJ", ">times", ">neurons mJ", "measured on");
        foreach (ModelEnergyLine line in comparison.Models)
        {
            totals.Row(
                line.Name, Figures.Number(line.Macs / 1e6, 1), Figures.Number(line.Acs / 1e6, 1), Figures.Number(line.TotalMj, 3), Figures.Number(line.ArtificialTotalMj, 3),
                Figures.Number(line.Ratio, 1), Figures.Number(line.NeuronMj, 3), line.Inferences == 0 ? "no data" : $"{Figures.Count(line.Inferences)} windows");
        }

        output.Write(totals);
        output.WriteLine($"{comparison.Costs.Name}: {comparison.Costs.MacPj} pJ a multiply-accumulate, {comparison.Costs.AcPj} pJ an accumulation ({comparison.Costs.Source}); neurons are not in the total.");
        foreach (string warning in comparison.Models[0].Warnings)
        {
            output.WriteLine(warning);
        }
    }

    protected override int Run(CommandContext context)
    {
        (string? name, string? builtIn, string? file, double? assumed) = (context.Find(run), context.Get(model), context.Get(data), context.Get(rate));
        if (name is null == builtIn is null)
        {
            throw new UsageException("name RUN or --model NAME, one of them (see evs energy --help)");
        }

        if (file is null == assumed is null || (builtIn is not null && file is not null))
        {
            throw new UsageException(builtIn is null ? "give --data FILE to measure, or --rate R to estimate, one of them" : "--model has no trained weights to measure; give --rate R");
        }

        if (assumed is not (null or (>= 0 and <= 1)))
        {
            throw new UsageException("--rate takes a number from 0 to 1");
        }

        Device device = Devices.Select(context);
        EnergyReport report = context.Progress.Track("counting", progress => file is not null
            ? Measure(context, TrainedModels.Load(name!, device), file, device) // one of name and builtIn is given, and not the latter with a file
            : Estimate(name, builtIn, SizeOf(context), assumed.GetValueOrDefault(), device));
        EnergyComparison comparison = EnergyComparison.Of(report, Reference());
        Print(context.Output, comparison);
        context.Report(comparison);
        return ExitCode.Done;
    }

    private EnergyReport Measure(CommandContext context, StereoModel loaded, string path, Device device)
    {
        using StereoModel trained = loaded;
        using IEventRecording recording = RecordingOptions.OpenStereo(context, path);
        IEnumerable<StereoSample> samples = StereoSamples.OverRecording(recording, trained.Config.Training.WindowUs, trained.Config.Network.InputChannels);
        return StereoEnergy.Measure(trained.Name, trained.Network, samples.Take(context.Get(windows)), device, context.Cancellation);
    }

    private static EnergyReport Estimate(string? run, string? builtIn, SensorSize sensor, double rate, Device device)
    {
        if (run is not null)
        {
            using StereoModel trained = TrainedModels.Load(run, device);
            return EnergyReport.Of(trained.Name, StereoOperations.AtRate(trained.Network, sensor, rate, device), inferences: 0);
        }

        using StereoNet.Network.StereoNetwork network = BuiltInNetworks.Create(builtIn!); // one of run and builtIn is given
        network.to(device);
        return EnergyReport.Of(builtIn!, StereoOperations.AtRate(network, sensor, rate, device), inferences: 0); // as above
    }

    /// <summary>The artificial network that the published ratio refers to, at its own size.</summary>
    public static EnergyReport Reference() => EnergyReport.Of("DDES (artificial, 320x384)", ReferenceNetworks.Ddes(), inferences: 0);

    private SensorSize SizeOf(CommandContext context)
    {
        string text = context.Get(size)!; // has a default
        return SensorSize.TryParse(text, out SensorSize transposed)
            ? new SensorSize(transposed.Height, transposed.Width) // HxW here, WxH there
            : throw new UsageException($"--size '{text}' is not HxW, such as 260x346");
    }
}
