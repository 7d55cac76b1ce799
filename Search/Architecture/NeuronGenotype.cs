namespace EventStereo.Search.Architecture;

/// <summary>
/// The neuron of a node: <c>u[t] = m[t-1] + I[t]; s[t] = u[t] &gt; threshold</c>; after a hard reset <c>m[t] = decay u[t] (1 - s[t])</c>, after a soft one
/// <c>m[t] = decay (u[t] - threshold s[t])</c>; the surrogate gradient is of the given family and sharpness (section 1 of the method: hard, Dspike). A decay
/// of 1 is the integrate-and-fire neuron. Nothing but the kind has an effect on a rectified linear unit.
/// </summary>
public sealed record NeuronGenotype
{
    /// <summary>The published neuron: spiking, decay 0.2, threshold 0.5, temperature 3.</summary>
    public static readonly NeuronGenotype Default = new();

    /// <summary>Spiking or artificial.</summary>
    public NeuronKind Kind { get; init; } = NeuronKind.LeakyIntegrateAndFire;

    /// <summary>Fraction of the membrane that is left after one step, 0 (memoryless) to 1 (no leak). Published: 0.2.</summary>
    public float Decay
    {
        get;
        init => field = value is >= 0f and <= 1f ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "decay is 0 to 1");
    } = 0.2f;

    /// <summary>Membrane above which the neuron fires, above 0. Published: 0.5, the centre of the surrogate's window.</summary>
    public float Threshold
    {
        get;
        init => field = value > 0f && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "threshold is above 0");
    } = 0.5f;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetKind Reset { get; init; }

    /// <summary>Family of the surrogate gradient.</summary>
    public SurrogateKind Surrogate { get; init; }

    /// <summary>
    /// The time constant <c>tau = 1 / (1 - decay)</c> in steps, of the convention <c>u[t] = (1 - 1/tau) m[t-1] + I[t]</c> without a factor on the
    /// input; infinite for a decay of 1.
    /// </summary>
    public double TauSteps => 1 / (1 - (double)Decay);

    /// <summary>The decay of a time constant, at least 1 step; infinite for none: <c>1 - 1/tau</c>.</summary>
    public static float DecayOfTau(double tauSteps) => tauSteps >= 1
        ? (float)(1 - (1 / tauSteps))
        : throw new ArgumentOutOfRangeException(nameof(tauSteps), tauSteps, "a time constant is at least one step");

    /// <summary>Sharpness b of the surrogate gradient, above 0. Published: 3, moved within 1 to 6 by the surrogate search.</summary>
    public float SurrogateTemperature
    {
        get;
        init => field = value > 0f && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "temperature is above 0");
    } = 3f;
}
