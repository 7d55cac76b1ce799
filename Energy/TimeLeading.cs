namespace EventStereo.Energy;

/// <summary>
/// The layout <c>[T B, ...]</c> of a tensor whose time steps are folded into the batch with time leading: sample <c>t B + b</c> is step t of
/// sequence b. Both counts are named, so that the two orders cannot be taken for one another in silence.
/// </summary>
/// <param name="Steps">Time steps T.</param>
/// <param name="Batch">Sequences B.</param>
public readonly record struct TimeLeading(int Steps, int Batch)
{
    /// <summary>Samples in all, <c>T B</c>.</summary>
    public int Samples => Steps * Batch;

    /// <summary>Throws unless a tensor of that many samples has this layout.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public void Require(long samples)
    {
        if (Steps < 1 || Batch < 1 || samples != Samples)
        {
            throw new ArgumentException($"{samples} samples are not {Steps} time steps of {Batch} sequences");
        }
    }
}
