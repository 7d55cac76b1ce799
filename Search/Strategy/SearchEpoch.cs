using EventStereo.Search.Architecture;

namespace EventStereo.Search.Strategy;

/// <summary>Where a search stands after an epoch.</summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
/// <param name="Epoch">From 1.</param>
/// <param name="Genotype">What would be decoded now.</param>
/// <param name="Mj">Its energy by the firing rates of the search, mJ an inference.</param>
/// <param name="FitsBudget">Whether that is within the budget; true without one.</param>
/// <param name="StableEpochs">Epochs in a row that decoded the same.</param>
public sealed record SearchEpoch<TGenotype>(int Epoch, TGenotype Genotype, double Mj, bool FitsBudget, int StableEpochs)
    where TGenotype : Genotype;
