using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>
/// Reads the members of one JSON object and notes what is wrong, with JSON paths such as <c>$.feature.path[1]</c>. A value that
/// cannot be read is noted and stands as a default, so that reading goes on and finds every problem.
/// </summary>
internal sealed class JsonMembers
{
    private readonly JsonElement element;
    private readonly List<string> problems;

    private JsonMembers(JsonElement element, string path, List<string> problems)
    {
        this.element = element;
        Path = path;
        this.problems = problems;
    }

    public string Path { get; }

    /// <summary>Opens an object that may have the members <paramref name="known"/> and no others; null, and noted, if it is none.</summary>
    public static JsonMembers? Open(JsonElement element, string path, List<string> problems, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{path} must be an object");
            return null;
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                problems.Add($"{path}.{member.Name} is unknown (known here: {string.Join(", ", known.ToArray())})");
            }
        }

        return new JsonMembers(element, path, problems);
    }

    public void Problem(string name, string problem) => problems.Add($"{Path}.{name} {problem}");

    public bool Has(string name) => element.TryGetProperty(name, out _);

    public JsonElement? Value(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value))
        {
            return value;
        }

        Problem(name, "is missing");
        return null;
    }

    public string? Text(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString();
        }

        Problem(name, "must be a text that is not empty");
        return null;
    }

    /// <summary>The same for a member that may be missing: then null, and nothing noted.</summary>
    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public int Integer(string name)
    {
        if (Value(name) is not { } value)
        {
            return 0;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number))
        {
            Problem(name, "must be an integer");
            return 0;
        }

        return number;
    }

    public long Long(string name)
    {
        if (Value(name) is not { ValueKind: JsonValueKind.Number } value || !value.TryGetInt64(out long number))
        {
            Problem(name, "must be an integer");
            return 0;
        }

        return number;
    }

    /// <summary>A number for which <paramref name="accepts"/> holds, else <paramref name="fallback"/>.</summary>
    public float Number(string name, float fallback, Func<float, bool> accepts, string expectation)
    {
        if (Value(name) is not { } value)
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number) && accepts(number))
        {
            return number;
        }

        Problem(name, $"must be {expectation}");
        return fallback;
    }

    /// <summary>The items of a list with their paths; none, and noted, if it is missing or no list.</summary>
    public IReadOnlyList<(JsonElement Item, string Path)> Items(string name) =>
        Value(name) is { } value ? Items(value, $"{Path}.{name}", problems) : [];

    /// <summary>The items of <paramref name="list"/> with their paths; none, and noted, if it is no list.</summary>
    public static IReadOnlyList<(JsonElement Item, string Path)> Items(JsonElement list, string path, List<string> problems)
    {
        if (list.ValueKind == JsonValueKind.Array)
        {
            return [.. list.EnumerateArray().Select((item, i) => (item, $"{path}[{i}]"))];
        }

        problems.Add($"{path} must be a list");
        return [];
    }
}
