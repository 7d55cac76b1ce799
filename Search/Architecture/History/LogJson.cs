using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.Search.Architecture.History;

/// <summary>The JSON of the logs' lines: camelCase, read strictly (nothing unknown, missing or twice), numbers such that they read back to the same bits.</summary>
internal static class LogJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>A line without its newline.</summary>
    public static byte[] Line<T>(T line) => JsonSerializer.SerializeToUtf8Bytes(line, Options);

    /// <summary>Reads a line; <paramref name="place"/> names file and line.</summary>
    /// <exception cref="InvalidDataException">It is not what is wanted there.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string place)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException($"{place}: null is no line of a log");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{place}: {exception.Message}", exception);
        }
    }
}
