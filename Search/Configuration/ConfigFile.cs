using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EventStereo.Search.Configuration;

/// <summary>
/// Loads configuration records: the defaults, then a JSON file, then <c>key.path=value</c> overrides, each laid over the one
/// before. Keys are camelCase. Unknown keys are refused with a suggestion, and all problems are told at once.
/// </summary>
public static class ConfigFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new CellOperationConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Loads the configuration.</summary>
    /// <param name="defaults">Where it starts.</param>
    /// <param name="path">The file, null for none.</param>
    /// <param name="overrides">Each <c>key.path=value</c>; the value is JSON, or a plain word where a text or a name is wanted.</param>
    /// <param name="validate">Returns what is wrong with the values, everything at once.</param>
    /// <exception cref="ConfigurationException">Anything is wrong, a missing file included.</exception>
    public static T Load<T>(T defaults, string? path, IReadOnlyList<string> overrides, Func<T, IReadOnlyList<string>>? validate = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(overrides);
        string origin = path ?? "--set";
        List<string> problems = [];
        ConfigTree tree = new(Options, problems);
        JsonObject effective = JsonSerializer.SerializeToNode(defaults, Options)?.AsObject() ?? [];
        if (path is not null)
        {
            tree.Merge(effective, Parse(path), typeof(T), string.Empty);
        }

        foreach (string text in overrides)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add($"'{text}' is not key.path=value");
                continue;
            }

            tree.Set(effective, typeof(T), text[..equals], text[(equals + 1)..]);
        }

        ThrowIfAny(origin, problems);
        T config = Bind<T>(effective, origin);
        ThrowIfAny(origin, validate?.Invoke(config) ?? []);
        return config;
    }

    /// <summary>The effective configuration as JSON, every key present, one newline at the end.</summary>
    public static string ToJson<T>(T config)
        where T : class => JsonSerializer.Serialize(config, Options) + "\n";

    /// <summary>Writes <see cref="ToJson"/> to <paramref name="path"/>, which appears only when it is complete.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(string path, T config)
        where T : class =>
        AtomicFile.WriteText(path, ToJson(config));

    private static void ThrowIfAny(string origin, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ConfigurationException(origin, problems);
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: Strict) as JsonObject
                ?? throw new ConfigurationException(path, "the configuration is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(path, $"not valid JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(path, $"cannot be read: {exception.Message}", exception);
        }
    }

    private static T Bind<T>(JsonObject effective, string origin)
        where T : class
    {
        try
        {
            return effective.Deserialize<T>(Options) ?? throw new ConfigurationException(origin, "the configuration is null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ConfigurationException(origin, exception.Message, exception);
        }
    }
}
