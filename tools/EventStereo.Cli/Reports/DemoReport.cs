using EventStereo.Energy.Reports;

namespace EventStereo.Cli.Reports;

/// <summary>Everything that <c>evs demo</c> found; <c>summary.json</c> in its folder.</summary>
internal sealed record DemoReport(
    string Network,
    long Parameters,
    InfoReport Recording,
    ConvertReport Conversion,
    IReadOnlyList<ReferenceScore> Real,
    SimulateReport Simulation,
    EvaluateReport Simulated,
    IReadOnlyList<EnergyReport> Energy,
    double Seconds);
