using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.Search.Comparison;

/// <summary>The small JSON files that runs of a comparison leave behind: scores, and summaries of searches.</summary>
public static class KeptJson
{
    /// <summary>camelCase, indented; one that misses a member, or has null where there must be something, is refused.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What is in the file <paramref name="path"/>; null if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, as in <c>a score</c>.</param>
    /// <param name="remedy">What to do with a damaged one, as in <c>remove it to score the run again</c>.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static T? Read<T>(string path, string what, string remedy)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options) ?? throw new InvalidDataException($"{path}: not {what}, it holds nothing; {remedy}");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path}: not {what} ({damaged.Message}); {remedy}", damaged);
        }
    }

    /// <summary>Writes <paramref name="value"/> into the file <paramref name="path"/>, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(string path, T value) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, value, Options));
}
