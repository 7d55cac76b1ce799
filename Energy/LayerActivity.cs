namespace EventStereo.Energy;

/// <summary>
/// The mean activity of one operation of a network an inference: what it computed and the data it touched, in elements. Every model prices
/// the same activity.
/// </summary>
/// <param name="Name">The operation's name in the network.</param>
/// <param name="Dimensions">2 or 3 for convolutions, 0 for anything without a kernel.</param>
/// <param name="DenseMacs">Dense multiply-accumulates an inference; a layer used twice counts twice.</param>
/// <param name="EffectiveMacs">Those of them that read the input and not its padding, an inference.</param>
/// <param name="SynapticOperations">Products with a non-zero input element, an inference.</param>
/// <param name="InputRate">Share of input elements that are not zero, 0 to 1.</param>
/// <param name="Input">What values the input held.</param>
public sealed record LayerActivity(string Name, int Dimensions, double DenseMacs, double EffectiveMacs, double SynapticOperations, double InputRate, InputKind Input)
{
    /// <summary>What it does.</summary>
    public OperationKind Kind { get; init; } = Dimensions == 0 ? OperationKind.Linear : OperationKind.Convolution;

    /// <summary>Input elements an inference, zeros included.</summary>
    public double InputElements { get; init; }

    /// <summary>Output elements an inference: the sums that a synaptic layer accumulates, the values that any other writes.</summary>
    public double OutputElements { get; init; }

    /// <summary>Weights stored, not counted by use; 0 for an operation without weights.</summary>
    public double WeightElements { get; init; }

    /// <summary>Input elements of one use and step: what its memory must hold.</summary>
    public double InputSize { get; init; }

    /// <summary>Output elements of one use and step: what its memory must hold.</summary>
    public double OutputSize { get; init; }

    /// <summary>Arithmetic that is no synapse.</summary>
    public ElementwiseOperations Elementwise { get; init; }

    /// <summary>Neurons whose state is stored; an update of each is one inference step.</summary>
    public double Neurons { get; init; }

    /// <summary>Updates of neurons an inference: neurons times steps.</summary>
    public double NeuronUpdates { get; init; }

    /// <summary>Spikes that the neurons sent an inference.</summary>
    public double Spikes { get; init; }

    /// <summary>Time steps that an inference takes. Counts are of all steps; an artificial network takes one.</summary>
    public double Steps { get; init; } = 1;

    /// <summary>Whether every product multiplies because the input is not made of spikes.</summary>
    public bool Multiplies => Input == InputKind.Real;

    /// <summary>Non-zero input elements an inference.</summary>
    public double InputNonZeros => InputRate * InputElements;

    /// <summary>Whether it is made of synapses.</summary>
    public bool IsSynaptic => DenseMacs > 0;

    /// <summary>
    /// The activity to expect, without data, of an input of which a share <paramref name="inputRate"/> is not zero, spread evenly:
    /// <c>SynapticOperations = rate EffectiveMacs</c>.
    /// </summary>
    public static LayerActivity AtRate(string name, ConvolutionShape shape, double inputRate, InputKind input = InputKind.Binary, int uses = 1)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uses);
        LayerActivity full = new(name, shape.Dimensions, (double)shape.DenseMacs * uses, (double)shape.EffectiveMacs * uses, (double)shape.EffectiveMacs * uses, 1, input)
        {
            InputElements = (double)shape.InputElements * uses,
            OutputElements = (double)shape.OutputElements * uses,
            WeightElements = shape.WeightElements,
            InputSize = shape.InputElements,
            OutputSize = shape.OutputElements,
        };
        return full.WithRate(inputRate);
    }

    /// <summary>The same operation at another rate of its input, spread evenly; of neurons, at that rate of their output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not 0 to 1.</exception>
    public LayerActivity WithRate(double inputRate) => inputRate is >= 0 and <= 1
        ? this with { SynapticOperations = inputRate * EffectiveMacs, InputRate = inputRate, Spikes = inputRate * NeuronUpdates }
        : throw new ArgumentOutOfRangeException(nameof(inputRate), inputRate, "a rate is 0 to 1");
}
