using System.Text.Json.Nodes;

namespace EventStereo.Search.Configuration;

/// <summary>In what two configurations differ.</summary>
public static class ConfigDifference
{
    /// <summary>Each differing value as <c>key.path: FIRST and OTHER</c>, in the order of the keys; empty if the two are equal.</summary>
    /// <param name="first">One configuration.</param>
    /// <param name="other">The other one, of the same type.</param>
    public static IReadOnlyList<string> Between<T>(T first, T other)
        where T : class
    {
        List<string> differences = [];
        Compare("", JsonNode.Parse(ConfigFile.ToJson(first)), JsonNode.Parse(ConfigFile.ToJson(other)), differences);
        return differences;
    }

    private static void Compare(string path, JsonNode? first, JsonNode? other, List<string> differences)
    {
        if (first is JsonObject a && other is JsonObject b)
        {
            foreach (string key in a.Select(pair => pair.Key).Union(b.Select(pair => pair.Key)))
            {
                Compare(path.Length == 0 ? key : $"{path}.{key}", a[key], b[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(first, other))
        {
            differences.Add($"{path}: {first?.ToJsonString() ?? "null"} and {other?.ToJsonString() ?? "null"}");
        }
    }
}
