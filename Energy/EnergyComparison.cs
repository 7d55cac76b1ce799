namespace EventStereo.Energy;

/// <summary>Reports of one or more models side by side, in the shape of the command line's JSON.</summary>
/// <param name="Costs">The prices, which all models share.</param>
/// <param name="Models">One line a model.</param>
/// <param name="Layers">Every layer of every model.</param>
public sealed record EnergyComparison(CostTable Costs, IReadOnlyList<ModelEnergyLine> Models, IReadOnlyList<LayerEnergyLine> Layers)
{
    /// <summary>Compares <paramref name="reports"/>: at least one, all with one cost table.</summary>
    /// <exception cref="ArgumentException">None, two cost tables, or two models of one name.</exception>
    public static EnergyComparison Of(params IReadOnlyList<EnergyReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0 || reports.Any(report => report.Costs != reports[0].Costs))
        {
            throw new ArgumentException("a comparison needs reports with one cost table", nameof(reports));
        }

        if (reports.Select(report => report.Model).Distinct(StringComparer.Ordinal).Count() != reports.Count)
        {
            throw new ArgumentException("two models have one name", nameof(reports));
        }

        return new EnergyComparison(
            reports[0].Costs,
            [.. reports.Select(ModelEnergyLine.Of)],
            [.. reports.SelectMany(report => report.Layers.Select(layer => LayerEnergyLine.Of(report.Model, layer)))]);
    }
}
