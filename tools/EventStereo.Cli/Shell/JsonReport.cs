using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.Cli.Shell;

/// <summary>Writes a report as JSON: camelCase keys, numbers that JSON cannot hold as null, a file only when it is complete.</summary>
internal static class JsonReport
{
    /// <summary>The name that stands for standard output.</summary>
    public const string StandardOutputName = "-";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new FiniteOrNullConverter() },
    };

    /// <summary>Writes <paramref name="report"/> to the file <paramref name="path"/>, or to standard output for -.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(string path, T report)
    {
        if (path == StandardOutputName)
        {
            Console.Out.Write(JsonSerializer.Serialize(report, Options));
            Console.Out.Write('\n');
            Console.Out.Flush();
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            JsonSerializer.Serialize(stream, report, Options);
            stream.WriteByte((byte)'\n');
        });
    }

    /// <summary>JSON has no NaN and no infinity: an undefined number is null.</summary>
    private sealed class FiniteOrNullConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
