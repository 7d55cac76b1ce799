namespace EventStereo.Search.Architecture;

/// <summary>
/// The neuron of a node: <c>u[t] = m[t-1] + I[t]; s[t] = u[t] &gt; threshold</c>; after a hard reset <c>m[t] = decay u[t] (1 - s[t])</c>, after a soft one
/// <c>m[t] = decay (u[t] - threshold s[t])</c>; the surrogate gradient is of the given family and sharpness (section 1 of the method: hard, Dspike). A decay
/// of 1 is the integrate-and-fire neuron. <see cref="NeuronKind"/> says how the other kinds differ; nothing but the kind has an effect on a rectified linear unit.
/// </summary>
public sealed record NeuronGenotype
{
    /// <summary>The published neuron: spiking, decay 0.2, threshold 0.5, temperature 3.</summary>
    public static readonly NeuronGenotype Default = new();

    /// <summary>Spiking or artificial, and of which dynamics.</summary>
    public NeuronKind Kind { get; init; } = NeuronKind.LeakyIntegrateAndFire;

    /// <summary>
    /// Fraction of the membrane that is left after one step, 0 (memoryless) to 1 (no leak). Published: 0.2. Of a parametric neuron the value that learning starts from, between 0 and 1.
    /// </summary>
    public float Decay
    {
        get;
        init => field = IsShare(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "decay is 0 to 1");
    } = 0.2f;

    /// <summary>
    /// A decay of its own for each of so many equal groups of consecutive channels in place of <see cref="Decay"/>; empty for one decay. Their number must divide the layer's channels: as many as
    /// channels are one a channel, and fewer hold for layers of any width that they divide.
    /// </summary>
    public IReadOnlyList<float> ChannelDecays
    {
        get;
        init => field = value.All(IsShare) ? ValueList<float>.Of(value) : throw new ArgumentOutOfRangeException(nameof(value), "a decay is 0 to 1");
    } = ValueList<float>.Of([]);

    /// <summary>Whether a parametric neuron learns one decay a channel; else one for the layer. <see cref="ChannelDecays"/> are learned one a channel in any case.</summary>
    public bool LearnsByChannel { get; init; }

    /// <summary>By how much an adaptive neuron's threshold rises with a spike, at least 0. Published for a stereo network of this family: 0.07.</summary>
    public float AdaptationStep
    {
        get;
        init => field = value >= 0f && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "adaptation step is at least 0");
    } = DefaultAdaptationStep;

    /// <summary>Share of an adaptive neuron's adaptation that is left after one step, 0 to 1. Published: <c>exp(-1 / 0.87)</c>.</summary>
    public float AdaptationDecay
    {
        get;
        init => field = IsShare(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "adaptation decay is 0 to 1");
    } = DefaultAdaptationDecay;

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

    /// <summary>Whether the neuron's output is spikes.</summary>
    public bool Spikes => Kind is NeuronKind.LeakyIntegrateAndFire or NeuronKind.ParametricLif or NeuronKind.AdaptiveLif;

    /// <summary>States that a neuron carries from step to step: a membrane, and of an adaptive one the adaptation.</summary>
    public int States => Kind switch { NeuronKind.RectifiedLinear => 0, NeuronKind.AdaptiveLif => 2, _ => 1 };

    /// <summary>The decays of a layer: one for all of its channels, or one a channel.</summary>
    /// <exception cref="InvalidDataException">The channels do not fall into as many equal groups as there are decays by channel.</exception>
    public IReadOnlyList<float> DecaysOf(long channels) => ChannelDecays.Count switch
    {
        0 => LearnsByChannel && Kind == NeuronKind.ParametricLif ? [.. Enumerable.Repeat(Decay, checked((int)channels))] : [Decay],
        int count when channels % count == 0 => [.. ChannelDecays.SelectMany(decay => Enumerable.Repeat(decay, checked((int)(channels / count))))],
        int count => throw new InvalidDataException($"the genotype's neuron has {count} decays, which do not divide the {channels} channels of a layer of this network"),
    };

    internal const float DefaultAdaptationStep = 0.07f, DefaultAdaptationDecay = 0.3168188f; // exp(-1 / 0.87)

    internal static bool IsShare(float value) => value is >= 0f and <= 1f;
}
