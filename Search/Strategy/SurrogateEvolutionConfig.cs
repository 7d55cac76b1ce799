using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Strategy;

/// <summary>How surrogate gradients evolve while a network trains (DGS): see <see cref="SurrogateEvolution"/>. Source: SpikeDHS, NeurIPS 2022, and its released code.</summary>
public sealed record SurrogateEvolutionConfig
{
    /// <summary>Which layers evolve, each by itself: names, in which <c>*</c> stands for any text, as in <c>stem</c>, <c>matching.*</c>. All by default; the released training has its stem alone.</summary>
    public IReadOnlyList<string> Layers { get; init; } = ["*"];

    /// <summary>The candidates' distances from the current temperature, 0, the current one, among them: those of Dspike, and in proportion to its range of any other family. Published.</summary>
    public IReadOnlyList<float> Deltas { get; init; } = [-0.4f, -0.2f, 0f, 0.2f, 0.4f];

    /// <summary>Families that are candidates too, each at the height of the current gradient; none, as published, keeps the family.</summary>
    public IReadOnlyList<SurrogateKind> Families { get; init; } = [];

    /// <summary>Least temperature of Dspike. Published: 1. Other families keep to ranges of their own (<see cref="SurrogateRange"/>).</summary>
    public float MinTemperature { get; init; } = 1f;

    /// <summary>Greatest temperature of Dspike. Published: 6.</summary>
    public float MaxTemperature { get; init; } = 6f;

    /// <summary>Where candidates are mixed: at the membrane potential, as in the released code, or at the spikes.</summary>
    public MixPlacement Placement { get; init; }

    /// <summary>Batches of an evaluation, two each: one for the candidates' steps, another for the loss after them. Published: 201 on another data set; a short training has not the time.</summary>
    public int Batches { get; init; } = 4;

    /// <summary>Training steps from one evaluation to the next. The default costs about a quarter of a training's time more.</summary>
    public int Every { get; init; } = 100;

    /// <summary>Training steps before the first evaluation: gradients of an untrained network say little of a surrogate.</summary>
    public int WarmUpSteps { get; init; } = 100;

    /// <summary>Length of a batch's step of the candidates' weights before the softmax. What is best does not depend on it, how soon the others count no more does.</summary>
    public double LearningRate { get; init; } = 0.5;

    /// <summary>Whether an evaluation is due when <paramref name="step"/> steps have been done.</summary>
    public bool IsDue(int step) => step > 0 && step >= WarmUpSteps && (step - WarmUpSteps) % Every == 0;

    /// <summary>The range of <paramref name="kind"/>.</summary>
    public SurrogateRange RangeOf(SurrogateKind kind) =>
        kind == SurrogateKind.Dspike ? SurrogateRange.Of(kind) with { Least = MinTemperature, Most = MaxTemperature } : SurrogateRange.Of(kind);

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        Check(Layers.Count > 0 && !Layers.Any(string.IsNullOrWhiteSpace), $"{path}.layers must be names or patterns of layers, at least one");
        Check(Deltas.Contains(0f) && Deltas.Distinct().Count() == Deltas.Count && Deltas.Count <= 65 && Deltas.All(delta => MathF.Abs(delta) <= 100f), $"{path}.deltas must be up to 65 different numbers from -100 to 100, 0 among them");
        Check(Families.All(Enum.IsDefined) && Families.Distinct().Count() == Families.Count, $"{path}.families must be different families");
        Check(MinTemperature is > 0f and <= 100f, $"{path}.minTemperature is {MinTemperature}, not above 0 to 100");
        Check(MaxTemperature <= 100f && MaxTemperature > MinTemperature, $"{path}.maxTemperature is {MaxTemperature}, not above minTemperature to 100");
        Check(Enum.IsDefined(Placement), $"{path}.placement is {Placement}, not membrane or spike");
        Check(Batches is >= 1 and <= 100_000, $"{path}.batches is {Batches}, not 1 to 100,000");
        Check(Every >= 1, $"{path}.every is {Every}, not 1 or more");
        Check(WarmUpSteps >= 0, $"{path}.warmUpSteps is {WarmUpSteps}, not 0 or more");
        Check(LearningRate is > 0 and <= 1000, $"{path}.learningRate is {LearningRate}, not above 0 to 1000");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
