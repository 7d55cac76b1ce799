using System.Text.Json;
using System.Text.Json.Serialization;
using EventStereo.Search.Architecture;

namespace EventStereo.Search.Configuration;

/// <summary>Operations by the names that genotype files write: <c>skip_connect</c>, <c>snn_b3</c>, ...</summary>
internal sealed class CellOperationConverter : JsonConverter<CellOperation>
{
    /// <inheritdoc/>
    public override CellOperation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CellOperationNames.TryParse(reader.GetString(), out CellOperation operation)
            ? operation
            : throw new JsonException($"not one of {string.Join(", ", CellOperationNames.All)}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CellOperation value, JsonSerializerOptions options) => writer.WriteStringValue(CellOperationNames.Of(value));
}
