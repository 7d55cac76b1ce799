using System.Globalization;
using System.Text.Json.Nodes;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests.Simulation;

/// <summary>The table of docs/simulator.md against the presets.</summary>
public sealed class SimulatorDocumentTests
{
    [Fact]
    public void Table_holds_every_key_with_the_values_of_both_presets()
    {
        Dictionary<string, (string Mvsec, string Training)> documented = File.ReadLines(Find("docs/simulator.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => (cells[2], cells[3]));
        Dictionary<string, string> mvsec = Values("mvsec"), training = Values("training");
        Assert.Equal(mvsec.Keys.Order(), documented.Keys.Order());
        Assert.All(documented, row => Assert.Equal((mvsec[row.Key], training[row.Key]), row.Value));
    }

    private static Dictionary<string, string> Values(string preset)
    {
        Dictionary<string, string> values = [];
        foreach ((string key, JsonNode? value) in JsonNode.Parse(SimulationConfigJson.Write(SimulationPresets.Find(preset)))!.AsObject())
        {
            if (value is JsonObject part)
            {
                foreach ((string inner, JsonNode? innerValue) in part)
                {
                    values.Add($"{key}.{inner}", Format(innerValue!));
                }
            }
            else
            {
                values.Add(key, Format(value!));
            }
        }

        return values;
    }

    private static string Format(JsonNode value) => value switch
    {
        JsonObject range => Number(range["min"]!) == Number(range["max"]!) ? Number(range["min"]!) : $"{Number(range["min"]!)} to {Number(range["max"]!)}",
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join(", ", list.Select(item => $"{item!["width"]}x{item["height"]}")),
        _ => Number(value),
    };

    private static string Number(JsonNode value) => value.GetValue<double>().ToString("G6", CultureInfo.InvariantCulture);

    private static string Find(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"{relative} is in no folder above the tests");
    }
}
