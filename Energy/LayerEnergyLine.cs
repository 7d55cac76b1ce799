namespace EventStereo.Energy;

/// <summary>One layer of one model of a comparison; all numbers are of one inference.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The layer's name.</param>
/// <param name="Dimensions">2 or 3 for convolutions, 0 for a linear layer.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="Acs">Accumulations.</param>
/// <param name="InputRate">Share of input elements that are not zero.</param>
/// <param name="Input">What values the input held.</param>
/// <param name="Mj">Energy in millijoules, by model.</param>
/// <param name="ArtificialMacs">Multiply-accumulates of the equal-shape artificial layer.</param>
/// <param name="ArtificialMj">Its energy in millijoules.</param>
public sealed record LayerEnergyLine(
    string Model,
    string Name,
    int Dimensions,
    double Macs,
    double Acs,
    double InputRate,
    InputKind Input,
    IReadOnlyDictionary<string, double> Mj,
    double ArtificialMacs,
    double ArtificialMj)
{
    /// <summary>The line of <paramref name="layer"/> of <paramref name="model"/>.</summary>
    public static LayerEnergyLine Of(string model, LayerEnergy layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new LayerEnergyLine(
            model,
            layer.Name,
            layer.Dimensions,
            layer.Macs,
            layer.Acs,
            layer.InputRate,
            layer.Input,
            new Dictionary<string, double>(StringComparer.Ordinal) { [model] = layer.Mj },
            layer.ArtificialMacs,
            layer.ArtificialMj);
    }
}
