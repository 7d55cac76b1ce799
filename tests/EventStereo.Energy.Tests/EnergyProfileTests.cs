using System.Text.Json;
using EventStereo.Energy.Models;

namespace EventStereo.Energy.Tests;

public sealed class EnergyProfileTests
{
    private static readonly LayerActivity Layer = LayerActivity.AtRate("layer", ConvolutionShape.Linear(10, 10), 0.5);

    [Fact]
    public void An_arithmetic_profile_prices_by_its_own_numbers()
    {
        EnergyModel model = EnergyProfile.Parse("""{ "kind": "arithmetic", "name": "mine", "multiplyPj": 2, "addPj": 0.5, "bits": 16, "source": "data sheet" }""");

        Assert.Equal(("mine", "data sheet"), (model.Name, model.Source));
        Assert.Equal(50 * 0.5e-9, model.Spiking(Layer).TotalMj, 1e-18);
        Assert.Equal(100 * 2.5e-9, model.Artificial(Layer).GetValueOrDefault().TotalMj, 1e-18);
    }

    [Fact]
    public void A_chips_profile_prices_synaptic_operations()
    {
        EnergyModel model = EnergyProfile.Parse("""{ "name": "chip", "synapticOperationPj": 3, "kind": "neuromorphic", "source": "paper" }""");

        Assert.Equal(50 * 3e-9, model.Spiking(Layer).TotalMj, 1e-18);
        Assert.Null(model.Artificial(Layer));
    }

    [Fact]
    public void A_tiled_profile_with_the_built_in_numbers_is_the_built_in_model()
    {
        EnergyModel model = EnergyProfile.Parse("""{ "kind": "tiled", "name": "same", "multiplyPj": 0.2, "addPj": 0.03, "bits": 8, "source": "Horowitz" }""");

        Assert.Equal(EnergyModels.Tiled.Spiking(Layer), model.Spiking(Layer));
        Assert.Equal(EnergyModels.Tiled.Artificial(Layer), model.Artificial(Layer));
    }

    [Theory]
    [InlineData("""{ "kind": "arithmetic", "name": "x", "multiplyPj": 2, "source": "s" }""", "addPj")]
    [InlineData("""{ "kind": "arithmetic", "name": "x", "multiplyPj": 2, "addPj": 1, "source": "s", "adPj": 1 }""", "adPj")]
    [InlineData("""{ "kind": "magic", "name": "x", "source": "s" }""", "magic")]
    [InlineData("""{ "kind": "arithmetic", "name": "x", "multiplyPj": -1, "addPj": 1, "source": "s" }""", "multiplyPj")]
    [InlineData("""{ "kind": "arithmetic", "name": "x", "multiplyPj": 1, "addPj": 1, "bits": 0, "source": "s" }""", "bits")]
    [InlineData("""{ "name": "x", "source": "s" }""", "no kind; an energy profile is arithmetic")]
    [InlineData("null", "object")]
    public void What_is_wrong_is_named(string json, string word)
    {
        Exception? exception = Record.Exception(() => EnergyProfile.Parse(json));

        Assert.True(exception is JsonException or FormatException, $"{exception}");
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
    }
}
