using EventStereo.Search.Architecture;

namespace EventStereo.Search.Surrogates;

/// <summary>
/// The sharpnesses of a family within which an evolution keeps it. Dspike's is published (DGS, NeurIPS 2022: 1 to 6, begun at 3). Those of the others are this project's choice: about the
/// usual value of each family's source, from gradients that reach far beyond the threshold to ones of a few hundredths around it.
/// </summary>
/// <param name="Least">Smallest sharpness.</param>
/// <param name="Usual">The one that networks begin with.</param>
/// <param name="Most">Largest sharpness.</param>
public readonly record struct SurrogateRange(float Least, float Usual, float Most)
{
    /// <summary>Dspike's width, which the published steps of an evolution are measured by.</summary>
    private const float DspikeWidth = 5f;

    private const int Halvings = 40;

    /// <summary>How large a step that is 1 for Dspike is in this range: steps cover equal shares of every family's range.</summary>
    public float Scale => (Most - Least) / DspikeWidth;

    /// <summary>The range of <paramref name="kind"/>.</summary>
    public static SurrogateRange Of(SurrogateKind kind) => kind switch
    {
        SurrogateKind.Dspike => new SurrogateRange(1f, Dspike.DefaultTemperature, 1f + DspikeWidth),
        SurrogateKind.Arctangent => new SurrogateRange(0.5f, 2f, 8f),
        SurrogateKind.Sigmoid => new SurrogateRange(1f, 4f, 16f),
        SurrogateKind.Triangle => new SurrogateRange(0.1f, 0.3f, 1.5f),
        SurrogateKind.Rectangle => new SurrogateRange(0.5f, 1f, 4f),
        SurrogateKind.PiecewiseQuadratic => new SurrogateRange(0.5f, 1f, 4f),
        SurrogateKind.FastSigmoid => new SurrogateRange(1f, 10f, 26f),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such family"),
    };

    /// <summary>
    /// The surrogate of family <paramref name="kind"/> whose height at the threshold is that of <paramref name="like"/>, or as near as its range goes: two families so compared
    /// differ in shape rather than in the size of their gradients. A family whose height is the same for every sharpness has its usual one.
    /// </summary>
    public static SurrogateShape Matching(SurrogateKind kind, SurrogateShape like)
    {
        SurrogateRange range = Of(kind);
        float height = Height(like.Kind, like.Temperature);
        if (Height(kind, range.Least) == Height(kind, range.Most))
        {
            return new SurrogateShape(kind, range.Usual);
        }

        float low = range.Least, high = range.Most; // heights rise with sharpness
        for (int i = 0; i < Halvings; i++)
        {
            float middle = (low + high) / 2f;
            (low, high) = Height(kind, middle) < height ? (middle, high) : (low, middle);
        }

        return new SurrogateShape(kind, MathF.Round(high, 4));
    }

    private static float Height(SurrogateKind kind, float sharpness) => SurrogateGradient.Value(kind, 0f, sharpness);
}
