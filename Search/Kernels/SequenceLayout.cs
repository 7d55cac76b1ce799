namespace EventStereo.Search.Kernels;

/// <summary>
/// How a layer's values lie in memory: <c>T</c> time steps of <c>N</c> neurons, time leading, the neurons of one step being planes of <c>S</c> neurons of
/// one channel each: neuron <c>n</c> is of channel <c>n / S mod C</c> for <c>[B, C, ...]</c> with <c>S</c> places.
/// </summary>
/// <param name="Steps">Time steps <c>T</c>, at least 1.</param>
/// <param name="Neurons">Neurons <c>N</c> of all samples and channels together, at least 1.</param>
/// <param name="Plane">Neurons in a row that share a channel, <c>S</c>; divides <c>N</c>.</param>
public readonly record struct SequenceLayout(int Steps, int Neurons, int Plane)
{
    /// <summary>A layer whose neurons are all alike: one plane.</summary>
    public SequenceLayout(int steps, int neurons)
        : this(steps, neurons, neurons)
    {
    }

    /// <summary>Values of the whole sequence, <c>T N</c>.</summary>
    public long Values => (long)Steps * Neurons;

    /// <summary>Throws unless the numbers are as said and <c>T N</c> values fit a span.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void Require()
    {
        if (Steps < 1 || Neurons < 1 || Plane < 1 || Neurons % Plane != 0 || Values > Array.MaxLength)
        {
            throw new ArgumentException($"neuron sequence: {Steps} steps of {Neurons} neurons in planes of {Plane} are no layout");
        }
    }
}
