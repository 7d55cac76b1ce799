namespace EventStereo.Search.Architecture.History;

/// <summary>The lines of a log of surrogates as JSON, and back, strictly.</summary>
internal static class SurrogateLogLines
{
    private const string FormatName = "eventstereo-surrogates";

    private const int Version = 1;

    private const int MaxLayers = 1 << 16;

    /// <summary>The first line without its newline.</summary>
    /// <exception cref="ArgumentException">No layer, a name twice or empty, or too many.</exception>
    public static byte[] OfHeader(IReadOnlyList<string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return Problem(layers) is { } problem ? throw new ArgumentException(problem, nameof(layers)) : LogJson.Line(new HeaderLine(FormatName, Version, [.. layers]));
    }

    /// <summary>A step's line without its newline.</summary>
    /// <exception cref="ArgumentException">Not of these layers, or a number out of range.</exception>
    public static byte[] Of(SurrogateStep step, IReadOnlyList<string> layers)
    {
        StepLine line = new(
            step.Step, [.. step.Surrogates.Select(surrogate => SurrogateKindNames.Of(surrogate.Kind))], [.. step.Surrogates.Select(surrogate => surrogate.Temperature)], [.. step.Weights]);
        return Problem(line, layers) is { } problem ? throw new ArgumentException(problem, nameof(step)) : LogJson.Line(line);
    }

    /// <summary>Reads the first line: the layers.</summary>
    /// <exception cref="InvalidDataException">It is no first line; <paramref name="place"/> names file and line.</exception>
    public static IReadOnlyList<string> Header(ReadOnlySpan<byte> json, string place)
    {
        HeaderLine line = LogJson.Parse<HeaderLine>(json, place);
        if (line.Format != FormatName || line.Version != Version)
        {
            throw new InvalidDataException($"{place}: not a log of surrogates of version {Version}, the only one this program reads");
        }

        return Problem(line.Layers) is { } problem ? throw new InvalidDataException($"{place}: {problem}") : line.Layers;
    }

    /// <summary>Reads another line.</summary>
    /// <exception cref="InvalidDataException">It is no step of these layers.</exception>
    public static SurrogateStep Step(ReadOnlySpan<byte> json, IReadOnlyList<string> layers, string place)
    {
        StepLine line = LogJson.Parse<StepLine>(json, place);
        return Problem(line, layers) is { } problem
            ? throw new InvalidDataException($"{place}: {problem}")
            : new SurrogateStep(line.Step, [.. line.Families.Zip(line.Temperatures, (family, temperature) => new SurrogateShape(Kind(family), temperature))], line.Weights);
    }

    private static SurrogateKind Kind(string family) => SurrogateKindNames.TryParse(family, out SurrogateKind kind) ? kind : throw new ArgumentException($"no family {family}", nameof(family));

    private static string? Problem(IReadOnlyList<string> layers) =>
        layers.Count is 0 or > MaxLayers ? $"{layers.Count} layers are not 1 to {MaxLayers}"
        : layers.Any(string.IsNullOrWhiteSpace) ? "a layer has no name"
        : layers.Distinct(StringComparer.Ordinal).Count() < layers.Count ? "a layer is named twice"
        : null;

    private static string? Problem(StepLine line, IReadOnlyList<string> layers) =>
        line.Step < 0 ? $"step {line.Step} is below 0"
        : line.Families.Length != layers.Count || line.Temperatures.Length != layers.Count || line.Weights.Length != layers.Count ? $"families, temperatures and weights are not {layers.Count} each, one a layer"
        : Array.FindIndex(line.Families, family => !SurrogateKindNames.TryParse(family, out _)) is >= 0 and int at ? $"'{line.Families[at]}' is no family of surrogates; there are {string.Join(", ", SurrogateKindNames.All)}"
        : !line.Temperatures.All(temperature => temperature > 0f && float.IsFinite(temperature)) ? "a temperature is not above 0"
        : !line.Weights.All(weight => weight is >= 0 and <= 1) ? "a weight is not 0 to 1"
        : null;

    private sealed record HeaderLine(string Format, int Version, string[] Layers);

    private sealed record StepLine(long Step, string[] Families, float[] Temperatures, double[] Weights);
}
