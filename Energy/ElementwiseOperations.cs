namespace EventStereo.Energy;

/// <summary>Arithmetic that is no synapse: counts an inference.</summary>
/// <param name="Multiplications">Multiplications.</param>
/// <param name="Additions">Additions and subtractions.</param>
/// <param name="Comparisons">Comparisons; priced as additions.</param>
/// <param name="Exponentials">Exponentials; counted, and priced by no model, since none of the sources gives a price.</param>
public readonly record struct ElementwiseOperations(double Multiplications, double Additions, double Comparisons = 0, double Exponentials = 0)
{
    /// <summary>Both together.</summary>
    public ElementwiseOperations Plus(ElementwiseOperations other) => new(
        Multiplications + other.Multiplications, Additions + other.Additions, Comparisons + other.Comparisons, Exponentials + other.Exponentials);

    /// <summary>A share or multiple of these.</summary>
    public ElementwiseOperations Times(double factor) => new(Multiplications * factor, Additions * factor, Comparisons * factor, Exponentials * factor);
}
