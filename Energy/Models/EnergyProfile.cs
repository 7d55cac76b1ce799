using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.Energy.Models;

/// <summary>
/// A user's own energy model in JSON. <c>kind</c> says which of the three forms it has; all energies are picojoules of what their names say.
/// <code>
/// { "kind": "arithmetic", "name": "my-asic", "multiplyPj": 0.2, "addPj": 0.03, "bits": 8, "source": "data sheet, table 4" }
/// { "kind": "neuromorphic", "name": "my-chip", "synapticOperationPj": 20, "neuronUpdatePj": 50, "neuronSpikePj": 80, "source": "..." }
/// { "kind": "tiled", "name": "my-npu", "multiplyPj": 0.2, "addPj": 0.03, "bits": 8, "bufferBytes": 16384, "sramBytes": 2097152, "dramPjPer64Bit": 1300, "stateBits": 16, "source": "..." }
/// </code>
/// </summary>
public static class EnergyProfile
{
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowOutOfOrderMetadataProperties = true, // kind may stand anywhere
    };

    /// <summary>Reads a profile.</summary>
    /// <exception cref="InvalidDataException">Not JSON, an unknown or missing member, or a value out of range; the message names it.</exception>
    public static EnergyModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path) && FileSize.Of(path) is > MaxBytes and var bytes)
        {
            throw new InvalidDataException($"{path}: {bytes:N0} bytes; an energy profile has at most {MaxBytes:N0}");
        }

        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a profile from its text.</summary>
    /// <exception cref="JsonException">Not JSON, or an unknown or missing member.</exception>
    /// <exception cref="FormatException">No kind, or a value out of range.</exception>
    public static EnergyModel Parse(string json)
    {
        try
        {
            return (JsonSerializer.Deserialize<Form>(json, Options) ?? throw new FormatException("an energy profile is a JSON object")).Build();
        }
        catch (NotSupportedException missing) // what System.Text.Json throws where the discriminator is missing
        {
            throw new FormatException("no kind; an energy profile is arithmetic, neuromorphic or tiled", missing);
        }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
    [JsonDerivedType(typeof(Arithmetic), "arithmetic")]
    [JsonDerivedType(typeof(Neuromorphic), "neuromorphic")]
    [JsonDerivedType(typeof(Tiled), "tiled")]
    private abstract record Form
    {
        public required string Name { get; init; }

        public required string Source { get; init; }

        public abstract EnergyModel Build();

        protected static double Positive(double value, string name) =>
            value > 0 && double.IsFinite(value) ? value : throw new FormatException($"{name} is {value}; it must be above 0");

        protected static double NotNegative(double value, string name) =>
            value >= 0 && double.IsFinite(value) ? value : throw new FormatException($"{name} is {value}; it must not be below 0");

        protected static int Bits(int value, string name) => value is >= 1 and <= 64 ? value : throw new FormatException($"{name} is {value}; it must be 1 to 64");
    }

    private record Arithmetic : Form
    {
        public required double MultiplyPj { get; init; }

        public required double AddPj { get; init; }

        [JsonPropertyName("bits")]
        public int WordBits { get; init; } = 32;

        protected ArithmeticPrices Prices => new(NotNegative(MultiplyPj, "multiplyPj"), NotNegative(AddPj, "addPj"), Bits(WordBits, "bits"));

        public override EnergyModel Build() => new ArithmeticModel(Name, "synaptic operations alone, own prices", Source, Prices);
    }

    private sealed record Tiled : Arithmetic
    {
        public double BufferBytes { get; init; } = 8192;

        public double SramBytes { get; init; } = 1 << 20;

        public double DramPjPer64Bit { get; init; } = 1300;

        public int StateBits { get; init; } = 16;

        public override EnergyModel Build() => new TiledModel(
            Name, Prices,
            new TiledMemory(Positive(BufferBytes, "bufferBytes"), Positive(SramBytes, "sramBytes"), Positive(DramPjPer64Bit, "dramPjPer64Bit"), Bits(StateBits, "stateBits")),
            Source);
    }

    private sealed record Neuromorphic : Form
    {
        public required double SynapticOperationPj { get; init; }

        public double NeuronUpdatePj { get; init; }

        public double NeuronSpikePj { get; init; }

        public override EnergyModel Build() => new NeuromorphicModel(
            Name, "synaptic operations and neuron updates, own prices", Source,
            NotNegative(SynapticOperationPj, "synapticOperationPj"), NotNegative(NeuronUpdatePj, "neuronUpdatePj"), NotNegative(NeuronSpikePj, "neuronSpikePj"));
    }
}
