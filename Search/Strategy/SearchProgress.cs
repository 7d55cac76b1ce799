namespace EventStereo.Search.Strategy;

/// <summary>What a search knows of itself at a checkpoint beside weights and states.</summary>
/// <param name="EpochsDone">Whole epochs.</param>
/// <param name="StableEpochs">Epochs in a row that decoded the same.</param>
/// <param name="Loss">Of the last step, nat.</param>
/// <param name="Mj">Energy of what the last epoch decoded, mJ, by the costs measured at its beginning.</param>
/// <param name="FitsBudget">Whether that is within the budget.</param>
internal sealed record SearchProgress(int EpochsDone, int StableEpochs, double Loss, double Mj, bool FitsBudget);
