namespace EventStereo.Energy;

/// <summary>The mean activity of one layer an inference.</summary>
/// <param name="Name">The layer's name in the network.</param>
/// <param name="Dimensions">2 or 3 for convolutions, 0 for a linear layer.</param>
/// <param name="DenseMacs">Dense multiply-accumulates an inference; a layer used twice counts twice.</param>
/// <param name="EffectiveMacs">Those of them that read the input and not its padding, an inference.</param>
/// <param name="SynapticOperations">Products with a non-zero input element, an inference.</param>
/// <param name="InputRate">Share of input elements that are not zero, 0 to 1.</param>
/// <param name="Input">What values the input held.</param>
public sealed record LayerActivity(string Name, int Dimensions, double DenseMacs, double EffectiveMacs, double SynapticOperations, double InputRate, InputKind Input)
{
    /// <summary>
    /// The activity to expect, without data, of an input of which a share <paramref name="inputRate"/> is not zero, spread evenly:
    /// <c>SynapticOperations = rate EffectiveMacs</c>.
    /// </summary>
    public static LayerActivity AtRate(string name, ConvolutionShape shape, double inputRate, InputKind input = InputKind.Binary, int uses = 1)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uses);
        LayerActivity full = new(name, shape.Dimensions, (double)shape.DenseMacs * uses, (double)shape.EffectiveMacs * uses, (double)shape.EffectiveMacs * uses, 1, input);
        return full.WithRate(inputRate);
    }

    /// <summary>The same layer at another rate of its input, spread evenly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not 0 to 1.</exception>
    public LayerActivity WithRate(double inputRate) => inputRate is >= 0 and <= 1
        ? this with { SynapticOperations = inputRate * EffectiveMacs, InputRate = inputRate }
        : throw new ArgumentOutOfRangeException(nameof(inputRate), inputRate, "a rate is 0 to 1");
}
