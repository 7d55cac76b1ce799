namespace EventStereo.Search.Classification.Augmentation;

/// <summary>One operation of a pair.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Probability">How often it is done.</param>
/// <param name="Level">Strength, 0 to 9; of operations without strength of no meaning.</param>
internal readonly record struct PolicyStep(ImageOperation Operation, double Probability, int Level);
