namespace EventStereo.Search.Strategy;

/// <summary>What a search follows, whatever its task.</summary>
/// <param name="Search">How weights and architecture learn.</param>
/// <param name="Costs">What costs weigh in the architecture's loss.</param>
/// <param name="BudgetMj">The most that the decoded network may cost, mJ an inference; 0 for no limit.</param>
/// <param name="Seed">Of all draws.</param>
/// <param name="ConfigHash">Hash of the run's configuration, for the genotype's provenance.</param>
/// <param name="Source">The command that searches, for the same.</param>
public sealed record SearchPlan(BilevelConfig Search, CostWeights Costs, double BudgetMj, int Seed, string ConfigHash, string Source);
