namespace EventStereo.Energy;

/// <summary>
/// Adds up what is measured at the layers' inputs over a run of inferences. A probe calls <see cref="Record"/> for every use
/// of a layer and <see cref="CompleteInference"/> after every inference. Not for several threads.
/// </summary>
public sealed class ActivityRecorder
{
    private readonly Dictionary<string, Meter> meters = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private long neuronUpdates;

    /// <summary>Inferences completed; a batch of 2 is 2.</summary>
    public int Inferences { get; private set; }

    /// <summary>Measures one use of <paramref name="layer"/>: <paramref name="input"/> is <c>[B, C, (D,) H, W]</c> of <paramref name="shape"/>.</summary>
    /// <exception cref="ArgumentException">The input is not whole samples, or the layer was recorded with another number of dimensions.</exception>
    public void Record(string layer, ConvolutionShape shape, ReadOnlySpan<float> input)
    {
        ArgumentException.ThrowIfNullOrEmpty(layer);
        ArgumentNullException.ThrowIfNull(shape);
        InputActivity activity = SynapticOperationCounter.Count(input, shape);
        if (!meters.TryGetValue(layer, out Meter? meter))
        {
            meters.Add(layer, meter = new Meter(shape.Dimensions));
            order.Add(layer);
        }

        if (meter.Dimensions != shape.Dimensions)
        {
            throw new ArgumentException($"layer '{layer}' was recorded with {meter.Dimensions} dimensions and now has {shape.Dimensions}", nameof(shape));
        }

        long samples = input.Length / shape.InputElements;
        meter.DenseMacs += shape.DenseMacs * samples;
        meter.EffectiveMacs += shape.EffectiveMacs * samples;
        meter.Activity = meter.Activity.Plus(activity);
    }

    /// <summary>Counts <paramref name="count"/> updates of neurons, one a neuron a step.</summary>
    public void RecordNeurons(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        neuronUpdates += count;
    }

    /// <summary>Ends <paramref name="count"/> inferences: what was recorded since the last call was theirs.</summary>
    public void CompleteInference(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Inferences += count;
    }

    /// <summary>The mean activity of every layer an inference, in the order of first use.</summary>
    /// <exception cref="InvalidOperationException">No inference was completed.</exception>
    public IReadOnlyList<LayerActivity> Activities()
    {
        if (Inferences == 0)
        {
            throw new InvalidOperationException("no inference was completed");
        }

        return [.. order.Select(name => meters[name].Mean(name, Inferences))];
    }

    /// <summary>The energy of a mean inference of <paramref name="model"/>.</summary>
    public EnergyReport Report(string model, CostTable? costs = null) =>
        EnergyReport.Of(model, Activities(), Inferences, costs, (double)neuronUpdates / Inferences);

    /// <summary>
    /// The energy to expect if a share <paramref name="inputRate"/> of every layer's input were not zero: layers, uses and kinds
    /// of input as recorded, which may be of any one inference.
    /// </summary>
    public EnergyReport Estimate(string model, double inputRate, CostTable? costs = null) =>
        EnergyReport.Of(model, [.. Activities().Select(activity => activity.WithRate(inputRate))], 0, costs, (double)neuronUpdates / Inferences);

    private sealed class Meter(int dimensions)
    {
        public int Dimensions { get; } = dimensions;

        public long DenseMacs { get; set; }

        public long EffectiveMacs { get; set; }

        public InputActivity Activity { get; set; }

        public LayerActivity Mean(string name, int inferences) => new(
            name,
            Dimensions,
            (double)DenseMacs / inferences,
            (double)EffectiveMacs / inferences,
            (double)Activity.SynapticOperations / inferences,
            Activity.Elements == 0 ? 0 : (double)Activity.NonZeros / Activity.Elements,
            Activity.Kind);
    }
}
