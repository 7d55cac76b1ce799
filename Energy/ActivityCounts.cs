namespace EventStereo.Energy;

/// <summary>Counts that add up over uses, samples and steps.</summary>
internal readonly record struct ActivityCounts
{
    public long DenseMacs { get; init; }

    public long EffectiveMacs { get; init; }

    public InputActivity Input { get; init; }

    public long OutputElements { get; init; }

    public ElementwiseOperations Elementwise { get; init; }

    public long NeuronUpdates { get; init; }

    public long Spikes { get; init; }

    public ActivityCounts Plus(ActivityCounts other) => new()
    {
        DenseMacs = DenseMacs + other.DenseMacs,
        EffectiveMacs = EffectiveMacs + other.EffectiveMacs,
        Input = Input.Plus(other.Input),
        OutputElements = OutputElements + other.OutputElements,
        Elementwise = Elementwise.Plus(other.Elementwise),
        NeuronUpdates = NeuronUpdates + other.NeuronUpdates,
        Spikes = Spikes + other.Spikes,
    };
}
