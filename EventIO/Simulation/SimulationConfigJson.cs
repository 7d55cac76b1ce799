using System.Text.Json;

namespace EventStereo.EventIO.Simulation;

/// <summary>A <see cref="SimulationConfig"/> as JSON: camelCase keys, absent ones keep their defaults, unknown ones are refused.</summary>
public static class SimulationConfigJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    /// <summary>The configuration on one line.</summary>
    public static string Write(SimulationConfig config) => JsonSerializer.Serialize(config, Options);

    /// <summary>Reads a configuration; does not validate its values, see <see cref="SimulationConfig.Validate"/>.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, a key is unknown or a value has the wrong type; the message names the key.</exception>
    public static SimulationConfig Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SimulationConfig>(json, Options)
                ?? throw new InvalidDataException("the simulation's configuration is null");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"the simulation's configuration: {problem.Message}", problem);
        }
    }
}
