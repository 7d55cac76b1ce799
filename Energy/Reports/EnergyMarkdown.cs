using System.Globalization;
using System.Text;

namespace EventStereo.Energy.Reports;

/// <summary>An energy report as Markdown: the models, then the layers.</summary>
public static class EnergyMarkdown
{
    private const double Million = 1e6;

    /// <summary>The text.</summary>
    public static string Of(EnergyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        string measured = report.Inferences == 0 ? "estimated without data" : $"mean of {report.Inferences} inferences";
        Line(text, $"One inference of {report.Network} ({report.Steps} step{(report.Steps == 1 ? "" : "s")}, {measured}): {report.Macs / Million:F1} M MAC, {report.Acs / Million:F1} M AC, {report.NeuronUpdates / Million:F1} M neuron updates.");
        Line(text, $"");
        Line(text, $"| energy model | mJ | least to most | synapse | neuron | weight | state | input | output | without spikes mJ | times | quantised mJ | break-even rate | source |");
        Line(text, $"|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (ModelEnergy model in report.Models)
        {
            Models.EnergyBreakdown parts = model.Breakdown;
            Line(text, $"| {model.Name} | {model.TotalMj:F4} | {model.MinMj:F4} to {model.MaxMj:F4} | {parts.SynapseMj:F4} | {parts.NeuronMj:F4} | {parts.WeightMj:F4} | {parts.StateMj:F4} | {parts.InputMj:F4} | {parts.OutputMj:F4} | {Or(model.ArtificialTotalMj, "F4")} | {Or(model.Ratio, "F1")} | {Or(model.QuantizedTotalMj, "F4")} ({model.QuantizedBits} bit) | {Or(model.BreakEvenRate, "P1")} | {model.Source} |");
        }

        Line(text, $"");
        Line(text, $"| operation | kind | input | rate | MAC (M) | AC (M) | {string.Join(" | ", report.Models.Select(model => model.Name + " mJ"))} |");
        Line(text, $"|---|---|---|---:|---:|---:|{string.Concat(report.Models.Select(_ => "---:|"))}");
        foreach (LayerEnergy layer in report.Layers.Concat(report.Others))
        {
            string mj = string.Join(" | ", report.Models.Select(model => layer.Mj[model.Name].ToString("F5", CultureInfo.InvariantCulture)));
            Line(text, $"| {layer.Name} | {layer.Kind.ToString().ToLowerInvariant()} | {layer.Input.ToString().ToLowerInvariant()} | {layer.InputRate:F4} | {layer.Macs / Million:F3} | {layer.Acs / Million:F3} | {mj} |");
        }

        Line(text, $"");
        foreach (string warning in report.Warnings)
        {
            Line(text, $"- {warning}");
        }

        return text.ToString();
    }

    private static string Or(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
