using System.Security.Cryptography;
using System.Text;

namespace EventStereo.Search.Strategy;

/// <summary>What the configurations of searches have in common, whatever their task.</summary>
public abstract record ArchitectureSearchConfig
{
    /// <summary>Searches neurons on a given architecture in place of cells and levels; the space is then of no effect. Null searches the space.</summary>
    public NeuronSearchConfig? Neurons { get; init; }

    /// <summary>How weights and architecture learn.</summary>
    public BilevelConfig Search { get; init; } = new();

    /// <summary>Evolves surrogate gradients while the weights learn (DGS, <c>--dgs</c>), on the weights' part of the data, judged on the other; null keeps those of the space or genotype.</summary>
    public SurrogateEvolutionConfig? Dgs { get; init; }

    /// <summary>Weight of the expected energy in the architecture's loss, nat a millijoule.</summary>
    public double EnergyWeight { get; init; }

    /// <summary>Weight of the expected operations in it, nat for 10^9 dense products an inference. Without effect on a search for neurons, as the next.</summary>
    public double OperationsWeight { get; init; }

    /// <summary>Weight of the expected parameters in it, nat a million weights.</summary>
    public double ParametersWeight { get; init; }

    /// <summary>The most that the decoded network may cost, mJ an inference, by the firing rates of the search; 0 for no limit.</summary>
    public double BudgetMj { get; init; }

    /// <summary>Part of the data that the weights learn from, of labelled samples class by class; the architecture learns from the rest. Published: one half.</summary>
    public double WeightsShare { get; init; } = 0.5;

    /// <summary>Seed of the weights, the split and the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every problem of the settings above, none when empty.</summary>
    protected IReadOnlyList<string> CommonProblems()
    {
        List<string> problems = [.. Neurons?.Validate("neurons") ?? [], .. Search.Validate("search"), .. Dgs?.Validate("dgs") ?? []];
        Check(EnergyWeight is >= 0 and <= 1e6, $"energyWeight is {EnergyWeight}, not 0 to 1,000,000");
        Check(OperationsWeight is >= 0 and <= 1e6 && (OperationsWeight == 0 || Neurons is null), $"operationsWeight is {OperationsWeight}, not 0 to 1,000,000, and 0 where neurons are searched, which all see as many operations");
        Check(ParametersWeight is >= 0 and <= 1e6 && (ParametersWeight == 0 || Neurons is null), $"parametersWeight is {ParametersWeight}, not 0 to 1,000,000, and 0 where neurons are searched");
        Check(BudgetMj is >= 0 and <= 1e9, $"budgetMj is {BudgetMj}, not 0 (no limit) or a number of millijoules");
        Check(WeightsShare is > 0 and < 1, $"weightsShare is {WeightsShare}, not between 0 and 1");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Whether <see cref="NeuronSearchConfig.Groups"/> divides each of <paramref name="channels"/>, the channels of a node.</summary>
    protected bool GroupsDivide(params int[] channels) => Neurons is not { Groups: > 1 and var groups } || channels.All(count => count % groups == 0);

    /// <summary>The plan of the search.</summary>
    /// <param name="command">The command that searches.</param>
    /// <param name="json">The whole configuration as its file has it.</param>
    protected SearchPlan PlanOf(string command, string json)
    {
        string on = Neurons is { } neurons ? $" --{neurons.Method.Replace("-", " --", StringComparison.Ordinal)}, on {Path.GetFileName(neurons.Genotype)}" : "";
        return new SearchPlan(Search, new CostWeights(EnergyWeight, OperationsWeight, ParametersWeight), BudgetMj, Seed, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), command + on);
    }
}
