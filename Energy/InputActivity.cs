namespace EventStereo.Energy;

/// <summary>What was measured at the input of a convolution.</summary>
/// <param name="Elements">Elements seen.</param>
/// <param name="NonZeros">Elements that are not zero.</param>
/// <param name="SynapticOperations">Products with a non-zero input element: the sum of the fan-out over the non-zeros, exact at borders.</param>
/// <param name="Kind">The narrowest kind that holds every value.</param>
public readonly record struct InputActivity(long Elements, long NonZeros, long SynapticOperations, InputKind Kind)
{
    /// <summary>Both taken together.</summary>
    public InputActivity Plus(InputActivity other) => new(
        Elements + other.Elements,
        NonZeros + other.NonZeros,
        SynapticOperations + other.SynapticOperations,
        (InputKind)Math.Max((int)Kind, (int)other.Kind));
}
