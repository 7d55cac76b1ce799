using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary>Prints energy reports for people: the answer in two lines first, then where it comes from.</summary>
internal static class EnergyPrinting
{
    private const double Million = 1e6;

    /// <summary>The whole report.</summary>
    public static void Print(IAnsiConsole output, EnergyRunReport report, bool layers)
    {
        if (layers)
        {
            PrintLayers(output, report.Energy);
        }

        PrintAnswer(output, report.Energy);
        PrintModels(output, report.Energy);
        PrintRates(output, report.Energy);
        PrintAssumptions(output, report);
        PrintMachine(output, report);
        foreach (string warning in report.Warnings)
        {
            output.WriteLine(warning);
        }

        if (!report.IsTrained)
        {
            output.WriteLine($"{report.Network}: fresh weights{(report.Inferences > 0 ? ", batch norms set on the same windows" : "")}; a trained network fires at other rates");
        }
    }

    /// <summary>Two lines: the literature's number, to compare, and the memory-aware one, to believe.</summary>
    public static void PrintAnswer(IAnsiConsole output, EnergyReport report)
    {
        ModelEnergy literature = report.Model(EnergyModels.Literature.Name), memory = report.Model(EnergyModels.Tiled.Name);
        string beside = report.References is [{ } reference, ..]
            ? $", DDES at this size {Figures.Number(reference.Mj[literature.Name] / literature.TotalMj, 1)} times ({Figures.Number(reference.Mj[literature.Name], 1)} mJ)"
            : string.Empty;
        output.WriteLine(
            $"literature model:   {Figures.Mj(literature.TotalMj)} mJ an inference of {report.Network}; without spikes {Figures.Number(literature.Ratio, 1)} times as much{beside}");
        output.WriteLine(
            $"memory-aware model: {Figures.Mj(memory.TotalMj)} mJ; without spikes {Figures.Number(memory.Ratio, 2)} times as much, {memory.QuantizedBits}-bit quantised {Figures.Mj(memory.QuantizedTotalMj)} mJ, even {BreakEvenText(memory.BreakEvenRate)} ({(report.Inferences == 0 ? "assumed" : "measured")} {Figures.Number(report.SpikeRate * 100, 1)} %)");
    }

    /// <summary>Totals of networks side by side, by the literature's and the memory-aware model.</summary>
    public static void PrintTotals(IAnsiConsole output, IReadOnlyList<EnergyReport> reports)
    {
        Table totals = Tables.Create("an inference of", ">MAC M", ">AC M", ">rate %", ">literature mJ", ">without spikes mJ", ">times", ">memory-aware mJ", ">without spikes mJ", "measured on");
        foreach (EnergyReport report in reports)
        {
            ModelEnergy literature = report.Model(EnergyModels.Literature.Name), memory = report.Model(EnergyModels.Tiled.Name);
            totals.Row(
                report.Network, Figures.Number(report.Macs / Million, 1), Figures.Number(report.Acs / Million, 1), Figures.Number(report.SpikeRate * 100, 1),
                Figures.Mj(literature.TotalMj), Figures.Mj(literature.ArtificialTotalMj), Figures.Number(literature.Ratio, 1),
                Figures.Mj(memory.TotalMj), Figures.Mj(memory.ArtificialTotalMj), report.Inferences == 0 ? "no data" : $"{Figures.Count(report.Inferences)} windows");
        }

        foreach (ReferenceEnergy reference in reports.SelectMany(report => report.References).DistinctBy(reference => reference.Name))
        {
            totals.Row(
                reference.Name, Figures.Number(reference.Macs / Million, 1), "0.0", "-", "-", Figures.Mj(reference.Mj[EnergyModels.Literature.Name]), "-",
                "-", Figures.Mj(reference.Mj[EnergyModels.Tiled.Name]), "its shapes");
        }

        output.Write(totals);
        foreach (EnergyModel model in (EnergyModel[])[EnergyModels.Literature, EnergyModels.Tiled])
        {
            output.WriteLine($"{model.Name}: {model.Description} ({model.Source})");
        }
    }

    /// <summary>In a narrow column.</summary>
    private static string Mj(double? mj) => mj >= 10 ? Figures.Number(mj, mj >= 100 ? 0 : 2) : Figures.Mj(mj);

    private static string BreakEvenText(double? rate) => rate switch
    {
        null => "not known",
        < 0 => "at no spike rate",
        > 1 => "above every spike rate",
        double share => $"at a spike rate of {Figures.Number(share * 100, 1)} %",
    };

    private static void PrintLayers(IAnsiConsole output, EnergyReport report)
    {
        string[] models = [EnergyModels.Literature.Name, EnergyModels.Tiled.Name];
        Table table = Tables.Create([$"operation of {report.Network}", "kind", "input", ">rate", ">MAC M", ">AC M", .. models.Select(model => $">{model} mJ"), ">without spikes mJ"]);
        foreach (LayerEnergy layer in report.Layers.Concat(report.Others))
        {
            table.Row([
                layer.Name, $"{layer.Kind}".ToLowerInvariant(), $"{layer.Input}".ToLowerInvariant(), Figures.Number(layer.InputRate, 4),
                Figures.Number(layer.Macs / Million, 3), Figures.Number(layer.Acs / Million, 3), .. models.Select(model => Figures.Number(layer.Mj[model], 4)),
                Figures.Number(layer.ArtificialMj.GetValueOrDefault(models[0]), 4)]);
        }

        output.Write(table);
    }

    private static void PrintModels(IAnsiConsole output, EnergyReport report)
    {
        Table table = Tables.Create("energy model", ">mJ", ">least to most", ">synapse", ">neuron", ">weight", ">state", ">in, out", ">no spikes", ">times", ">quantised", ">even at");
        foreach (ModelEnergy model in report.Models)
        {
            EnergyBreakdown parts = model.Breakdown;
            table.Row([
                model.Name, Mj(model.TotalMj), $"{Mj(model.MinMj)} to {Mj(model.MaxMj)}",
                .. ((double[])[parts.SynapseMj, parts.NeuronMj, parts.WeightMj, parts.StateMj, parts.InputMj + parts.OutputMj]).Select(part => Mj(part)),
                Mj(model.ArtificialTotalMj), Figures.Number(model.Ratio, 1), Mj(model.QuantizedTotalMj), model.BreakEvenRate is null ? "-" : $"{Figures.Number(model.BreakEvenRate * 100, 1)} %"]);
        }

        output.Write(table);
        foreach (ModelEnergy model in report.Models)
        {
            output.WriteLine($"{model.Name}: {model.Description} ({model.Source})");
        }
    }

    private static void PrintRates(IAnsiConsole output, EnergyReport report)
    {
        if (report.Steps > 1 && report.RatesBySteps.Count > 0)
        {
            IEnumerable<string> rates = Enumerable.Range(0, report.Steps).Select(step => Figures.Number(
                100 * report.RatesBySteps.Where(pair => pair.Key.StartsWith("neurons", StringComparison.Ordinal)).Average(pair => pair.Value[step]), 1));
            output.WriteLine($"mean rate of the neuron layers by step from rest, %: {string.Join(", ", rates)}");
        }
    }

    private static void PrintAssumptions(IAnsiConsole output, EnergyRunReport report)
    {
        if (report.Sensitivities.Count == 0)
        {
            return;
        }

        output.WriteLine($"Published for the method's stereo network: {Sensitivity.PublishedMj} mJ, {Sensitivity.PublishedTimes} times below an artificial network. What moves this network's number, by the literature's count:");
        Table table = Tables.Create("assumption", ">mJ", ">of the published", ">times below DDES");
        foreach (Sensitivity line in report.Sensitivities)
        {
            table.Row(line.Assumption, Figures.Number(line.Mj, 3), Figures.Number(line.Mj / Sensitivity.PublishedMj), Figures.Number(line.TimesBelowReference, 1));
        }

        output.Write(table);
    }

    private static void PrintMachine(IAnsiConsole output, EnergyRunReport report)
    {
        foreach ((string meter, double joules) in report.MachineJoulesAnInference ?? new Dictionary<string, double>())
        {
            output.WriteLine($"this machine, {meter}: {Figures.Number(joules, 3)} J an inference with the counting, everything that ran included");
        }

        foreach (string absent in report.Machine?.Absent ?? [])
        {
            output.WriteLine($"this machine's own energy was not measured: {absent}");
        }
    }
}
