using System.Globalization;
using System.Text;

namespace EventStereo.Energy;

/// <summary>An energy report as a Markdown table.</summary>
public static class EnergyMarkdown
{
    private const double Million = 1e6;

    /// <summary>The layers, their sum beside that of the equal-shape artificial network, the prices and the warnings.</summary>
    public static string Of(EnergyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        Line(text, $"| layer of {report.Model} | axes | input | rate | MAC (M) | AC (M) | mJ | artificial MAC (M) | artificial mJ |");
        Line(text, $"|---|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (LayerEnergy layer in report.Layers)
        {
            string input = layer.Input.ToString().ToLowerInvariant();
            Line(text, $"| {layer.Name} | {layer.Dimensions} | {input} | {layer.InputRate:F4} | {layer.Macs / Million:F3} | {layer.Acs / Million:F3} | {layer.Mj:F4} | {layer.ArtificialMacs / Million:F3} | {layer.ArtificialMj:F4} |");
        }

        ModelEnergyLine sum = ModelEnergyLine.Of(report);
        Line(text, $"| **total** | | | | {sum.Macs / Million:F3} | {sum.Acs / Million:F3} | {sum.TotalMj:F4} | {sum.ArtificialMacs / Million:F3} | {sum.ArtificialTotalMj:F4} |");
        Line(text, $"");
        Line(text, $"One inference, {(report.Inferences == 0 ? "estimated without data" : $"mean of {report.Inferences}")}; {report.Costs.Name}: {report.Costs.MacPj} pJ a MAC, {report.Costs.AcPj} pJ an AC ({report.Costs.Source}).");
        Line(text, $"The artificial network of equal shape needs {sum.Ratio:F1} times as much. Neuron updates, not in the total: {sum.NeuronMj:F4} mJ.");
        foreach (string warning in report.Warnings)
        {
            Line(text, $"- {warning}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
