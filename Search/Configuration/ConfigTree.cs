using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EventStereo.Search.Configuration;

/// <summary>
/// Lays JSON given by a user over the JSON of the defaults, guided by the configuration's type, and notes everything that
/// does not fit with the path of its key.
/// </summary>
internal sealed class ConfigTree(JsonSerializerOptions options, List<string> problems)
{
    /// <summary>Lays <paramref name="given"/> over <paramref name="target"/>, the JSON of a <paramref name="type"/>.</summary>
    public void Merge(JsonObject target, JsonObject given, Type type, string path)
    {
        JsonTypeInfo info = options.GetTypeInfo(type);
        foreach ((string key, JsonNode? value) in given)
        {
            string place = path.Length == 0 ? key : $"{path}.{key}";
            JsonPropertyInfo? property = Keys(info).FirstOrDefault(candidate => candidate.Name == key);
            if (property is null)
            {
                problems.Add(UnknownKey(place, key, info));
            }
            else if (value is JsonObject child && IsObject(property.PropertyType))
            {
                if (target[key] is not JsonObject)
                {
                    target[key] = new JsonObject();
                }

                Merge(target[key]?.AsObject() ?? [], child, property.PropertyType, place);
            }
            else if (Fits(value, property, place))
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    /// <summary>Sets the value at the dotted <paramref name="keyPath"/> from text: JSON, or a plain word where a text or a name is wanted.</summary>
    public void Set(JsonObject target, Type type, string keyPath, string text)
    {
        string[] keys = keyPath.Split('.');
        JsonObject at = target;
        for (int i = 0; i < keys.Length; i++)
        {
            string place = string.Join('.', keys[..(i + 1)]);
            JsonTypeInfo info = options.GetTypeInfo(type);
            JsonPropertyInfo? property = Keys(info).FirstOrDefault(candidate => candidate.Name == keys[i]);
            if (property is null)
            {
                problems.Add(UnknownKey(place, keys[i], info));
                return;
            }

            if (i == keys.Length - 1)
            {
                Merge(at, new JsonObject { [keys[i]] = ParseValue(text, property.PropertyType) }, type, string.Join('.', keys[..i]));
                return;
            }

            if (!IsObject(property.PropertyType))
            {
                problems.Add($"{place} has no keys below it");
                return;
            }

            if (at[keys[i]] is not JsonObject)
            {
                at[keys[i]] = new JsonObject();
            }

            at = at[keys[i]]?.AsObject() ?? [];
            type = property.PropertyType;
        }
    }

    /// <summary>What can be set; a computed property is no key.</summary>
    private static IEnumerable<JsonPropertyInfo> Keys(JsonTypeInfo info) =>
        info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null);

    private static string UnknownKey(string place, string key, JsonTypeInfo info)
    {
        string[] known = [.. Keys(info).Select(property => property.Name)];
        string hint = Spelling.Nearest(key, known) is { } nearest ? $"did you mean '{nearest}'?" : $"known here: {string.Join(", ", known)}";
        return $"unknown key '{place}', {hint}";
    }

    private static JsonNode? ParseValue(string text, Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        bool wantsText = bare == typeof(string) || bare.IsEnum;
        try
        {
            JsonNode? value = JsonNode.Parse(text);
            bool isText = value is null || value.GetValueKind() == JsonValueKind.String;
            return wantsText && !isText ? JsonValue.Create(text) : value;
        }
        catch (JsonException)
        {
            return JsonValue.Create(text); // a bare word; if the key wants a number, that is noted as such
        }
    }

    private bool IsObject(Type type) => options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

    private bool Fits(JsonNode? value, JsonPropertyInfo property, string place)
    {
        if (value is null && !property.IsSetNullable)
        {
            problems.Add($"{place} must not be null");
            return false;
        }

        if (value is JsonArray items && options.GetTypeInfo(property.PropertyType).ElementType is { } element && IsObject(element))
        {
            return FitItems(items, element, place);
        }

        try
        {
            _ = value.Deserialize(property.PropertyType, options);
            return true;
        }
        catch (JsonException)
        {
            problems.Add($"{place} must be {Expectation(property.PropertyType)}, not {value?.ToJsonString() ?? "null"}");
            return false;
        }
    }

    private bool FitItems(JsonArray items, Type element, string place)
    {
        int before = problems.Count;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item)
            {
                Merge([], item, element, $"{place}[{i}]");
            }
            else
            {
                problems.Add($"{place}[{i}] must be an object");
            }
        }

        return problems.Count == before;
    }

    private string Expectation(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare.IsEnum => $"one of {string.Join(", ", Enum.GetNames(bare).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
            _ when bare == typeof(bool) => "true or false",
            _ when bare == typeof(string) => "a text",
            _ when bare == typeof(float) || bare == typeof(double) => "a number",
            _ when bare.IsPrimitive => "an integer in range",
            _ => options.GetTypeInfo(bare).Kind switch
            {
                JsonTypeInfoKind.Object => "an object",
                JsonTypeInfoKind.Enumerable => "a list of fitting items",
                JsonTypeInfoKind.Dictionary => "an object of fitting values",
                _ => $"a {bare.Name}",
            },
        };
    }
}
