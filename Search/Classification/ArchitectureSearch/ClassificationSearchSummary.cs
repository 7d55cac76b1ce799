namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>What a search came to.</summary>
/// <param name="Epochs">Epochs searched, fewer than asked for when the genotype was stable before.</param>
/// <param name="Genotype">What was found, in words.</param>
/// <param name="Mj">Its energy by the firing rates of the search, mJ an inference.</param>
/// <param name="EnergyOf">The network that this is the energy of, in words.</param>
/// <param name="BudgetMj">What it was to cost at most; 0 for no limit.</param>
/// <param name="FitsBudget">Whether it does.</param>
/// <param name="Loss">Of the last step, nat.</param>
/// <param name="Samples">Searched on.</param>
public sealed record ClassificationSearchSummary(int Epochs, string Genotype, double Mj, string EnergyOf, double BudgetMj, bool FitsBudget, double Loss, int Samples);
