namespace EventStereo.Search.Architecture.History;

/// <summary>The surrogate gradients of a training from one step on.</summary>
/// <param name="Step">Training steps done before; 0 is what the training began with.</param>
/// <param name="Surrogates">By layer, in the order of the log's first line.</param>
/// <param name="Weights">By layer, the softmax weight, 0 to 1, that the evolution gave to what it kept among its candidates; 1 where there was no choice.</param>
public sealed record SurrogateStep(long Step, IReadOnlyList<SurrogateShape> Surrogates, IReadOnlyList<double> Weights)
{
    /// <summary>Mean temperature of the layers.</summary>
    public double MeanTemperature => Surrogates.Average(surrogate => (double)surrogate.Temperature);
}
