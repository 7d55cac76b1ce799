using System.Globalization;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>What <see cref="BudgetedChoices"/> found.</summary>
/// <param name="Fits">Whether the cost is within the budget; else these are the cheapest choices there are.</param>
/// <param name="Choices">A candidate for each row.</param>
/// <param name="Score">Log-probability of the choices.</param>
/// <param name="Cost">What they cost together, with what is no choice.</param>
/// <param name="Budget">What it was to cost at most.</param>
public sealed record BudgetedChoice(bool Fits, IReadOnlyList<int> Choices, double Score, double Cost, double Budget)
{
    /// <summary>The outcome in one sentence, costs in <paramref name="unit"/>.</summary>
    public string Describe(string unit) => Fits
        ? string.Create(CultureInfo.InvariantCulture, $"the most probable choices that cost at most {Budget:G6} {unit} cost {Cost:G6} {unit}")
        : string.Create(CultureInfo.InvariantCulture, $"no choices cost at most {Budget:G6} {unit}; the cheapest cost {Cost:G6} {unit}");
}
