namespace EventStereo.Energy;

/// <summary>
/// Adds up what is measured at a network's operations over a run of inferences. A probe calls one of the <c>Record</c> methods for every use of
/// an operation, <see cref="CompleteStep"/> between the time steps of an inference that takes several calls, and
/// <see cref="CompleteInference"/> after every inference. Not for several threads.
/// </summary>
public sealed class ActivityRecorder
{
    /// <summary>Inferences that are kept one by one, for the spread over inputs.</summary>
    public const int MaxSamples = 1000;

    private readonly Dictionary<string, ActivityMeter> meters = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly List<IReadOnlyList<LayerActivity>> samples = [];
    private int step;
    private int stepsOfInference = 1;

    /// <summary>Inferences completed; a batch of 2 is 2.</summary>
    public int Inferences { get; private set; }

    /// <summary>The inferences one by one, the first <see cref="MaxSamples"/> of them; a batch gives its mean once for each of its samples.</summary>
    public IReadOnlyList<IReadOnlyList<LayerActivity>> Samples => samples;

    /// <summary>Measures one use of the synapses <paramref name="layer"/>: <paramref name="input"/> is <c>[B, C, (D,) H, W]</c> of <paramref name="shape"/>, one time step.</summary>
    /// <exception cref="ArgumentException">The input is not whole samples, or the layer was recorded as something else.</exception>
    public void Record(string layer, ConvolutionShape shape, ReadOnlySpan<float> input, OperationKind? kind = null) =>
        Record(layer, shape, input, kind, InputKind.Binary, true);

    /// <summary>The same for an input of several time steps, <c>[T B, C, (D,) H, W]</c> with time leading.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="layout">Time steps and sequences.</param>
    /// <param name="kind">What it does; by default what the shape says.</param>
    /// <param name="least">The narrowest kind that the input is known to have, whatever its values.</param>
    /// <param name="writesOutputs">Whether its sums are its own; not those of a part of an operation that another part writes.</param>
    /// <exception cref="ArgumentException">The input is not <c>T B</c> samples.</exception>
    public void Record(
        string layer, ConvolutionShape shape, ReadOnlySpan<float> input, TimeLeading layout, OperationKind? kind = null, InputKind least = InputKind.Binary, bool writesOutputs = true)
    {
        ArgumentNullException.ThrowIfNull(shape);
        layout.Require(input.Length % shape.InputElements == 0 ? input.Length / shape.InputElements : -1);
        int length = input.Length / layout.Steps, begin = step;
        for (int t = 0; t < layout.Steps; t++)
        {
            step = StepAt(begin + t);
            Record(layer, shape, input.Slice(t * length, length), kind, least, writesOutputs);
        }

        step = begin;
    }

    /// <summary>Measures one use of an operation that is no synapse, one time step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="operations">Its arithmetic.</param>
    /// <param name="input">What it read; its synaptic operations do not count.</param>
    /// <param name="outputElements">Elements it wrote.</param>
    /// <param name="stepsAhead">Time steps after the one under way.</param>
    public void RecordElementwise(string name, OperationKind kind, ElementwiseOperations operations, InputActivity input, long outputElements, int stepsAhead = 0) =>
        MeterOf(name, kind, 0).AddElementwise(operations, input, outputElements, StepAt(step + stepsAhead));

    /// <summary>Measures one step of a layer of neurons: each is updated once.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="neurons">Neurons, of all samples.</param>
    /// <param name="spikes">Spikes that they sent.</param>
    /// <param name="stepsAhead">Time steps after the one under way.</param>
    public void RecordNeurons(string name, long neurons, long spikes, int stepsAhead = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(neurons);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)spikes, (ulong)neurons, nameof(spikes));
        MeterOf(name, OperationKind.Neurons, 0).AddNeurons(neurons, spikes, StepAt(step + stepsAhead));
    }

    /// <summary>Ends a time step of an inference that has more of them.</summary>
    public void CompleteStep() => step = StepAt(step + 1);

    /// <summary>Ends <paramref name="count"/> inferences: what was recorded since the last call was theirs.</summary>
    public void CompleteInference(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        IReadOnlyList<LayerActivity> sample = [.. order.Select(name => meters[name].TakeInference(name, count, stepsOfInference))];
        for (int i = 0; i < count && samples.Count < MaxSamples; i++)
        {
            samples.Add(sample);
        }

        Inferences += count;
        step = 0;
        stepsOfInference = 1;
    }

    /// <summary>The mean activity of every operation an inference, in the order of first use.</summary>
    /// <exception cref="InvalidOperationException">No inference was completed.</exception>
    public IReadOnlyList<LayerActivity> Activities()
    {
        RequireInference();
        return [.. order.Select(name => meters[name].Mean(name, Inferences))];
    }

    /// <summary>Share of non-zero elements by time step, of every operation whose input was made of spikes.</summary>
    /// <exception cref="InvalidOperationException">No inference was completed.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> RatesBySteps()
    {
        RequireInference();
        return order.Where(name => meters[name].HasSpikingInput).ToDictionary(name => name, name => meters[name].RatesBySteps(), StringComparer.Ordinal);
    }

    private void Record(string layer, ConvolutionShape shape, ReadOnlySpan<float> input, OperationKind? kind, InputKind least, bool writesOutputs)
    {
        ArgumentNullException.ThrowIfNull(shape);
        InputActivity activity = SynapticOperationCounter.Count(input, shape);
        ActivityMeter meter = MeterOf(layer, kind ?? (shape.Dimensions == 0 ? OperationKind.Linear : OperationKind.Convolution), shape.Dimensions);
        meter.AddSynapses(shape, activity.Plus(new InputActivity(0, 0, 0, least)), step, writesOutputs);
    }

    private int StepAt(int index)
    {
        stepsOfInference = Math.Max(stepsOfInference, index + 1);
        return index;
    }

    private void RequireInference()
    {
        if (Inferences == 0)
        {
            throw new InvalidOperationException("no inference was completed");
        }
    }

    private ActivityMeter MeterOf(string name, OperationKind kind, int dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!meters.TryGetValue(name, out ActivityMeter? meter))
        {
            meters.Add(name, meter = new ActivityMeter(kind, dimensions));
            order.Add(name);
        }

        return meter.Kind == kind && meter.Dimensions == dimensions
            ? meter
            : throw new ArgumentException($"'{name}' was recorded as {meter.Kind} with {meter.Dimensions} dimensions and now is {kind} with {dimensions}", nameof(name));
    }
}
