using System.Globalization;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>What <see cref="BudgetedDecoding"/> found.</summary>
/// <param name="Fits">Whether the cost is within the budget; else this is the cheapest of the candidates that were tried.</param>
/// <param name="Subnets">The sub-networks, in the order asked for.</param>
/// <param name="Score">Log-probability of the paths plus scores of the cells.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Budget">What it was to cost at most.</param>
/// <param name="Candidates">Architectures tried, this one among them.</param>
public sealed record BudgetedArchitecture(bool Fits, IReadOnlyList<SubnetGenotype> Subnets, double Score, double Cost, double Budget, long Candidates)
{
    /// <summary>The outcome in one sentence, costs in <paramref name="unit"/>.</summary>
    public string Describe(string unit) => Fits
        ? string.Create(CultureInfo.InvariantCulture, $"candidate {Candidates} by probability costs {Cost:G6} {unit}, within {Budget:G6} {unit}")
        : string.Create(CultureInfo.InvariantCulture, $"none of the {Candidates} most probable architectures costs at most {Budget:G6} {unit}; the cheapest of them costs {Cost:G6} {unit}");
}
