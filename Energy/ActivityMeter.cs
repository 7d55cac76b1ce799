namespace EventStereo.Energy;

/// <summary>Running sums of one operation: of all inferences, of the one under way, and by time step.</summary>
internal sealed class ActivityMeter(OperationKind kind, int dimensions)
{
    private readonly List<(long NonZeros, long Elements)> steps = [];
    private ActivityCounts total;
    private ActivityCounts current;
    private InputKind inputKind;
    private double weightElements;
    private double inputSize;
    private double outputSize;
    private double largestInput;
    private double largestOutput;
    private double stepsOfInference = 1;

    public OperationKind Kind => kind;

    public int Dimensions => dimensions;

    public bool HasSpikingInput => steps.Count > 0 && inputKind != InputKind.Real;

    public void AddSynapses(ConvolutionShape shape, InputActivity activity, int step, bool writesOutputs)
    {
        long samples = activity.Elements / shape.InputElements;
        weightElements = shape.WeightElements;
        inputSize = Math.Max(inputSize, shape.InputElements);
        outputSize = Math.Max(outputSize, shape.OutputElements);
        current = current.Plus(new ActivityCounts
        {
            DenseMacs = shape.DenseMacs * samples,
            EffectiveMacs = shape.EffectiveMacs * samples,
            Input = activity,
            OutputElements = writesOutputs ? shape.OutputElements * samples : 0,
        });
        Observe(activity, step);
    }

    public void AddElementwise(ElementwiseOperations operations, InputActivity input, long outputElements, int step)
    {
        largestInput = Math.Max(largestInput, input.Elements);
        largestOutput = Math.Max(largestOutput, outputElements);
        current = current.Plus(new ActivityCounts { Elementwise = operations, Input = input with { SynapticOperations = 0 }, OutputElements = outputElements });
        Observe(input, step);
    }

    public void AddNeurons(long count, long spikes, int step)
    {
        largestOutput = Math.Max(largestOutput, count);
        current = current.Plus(new ActivityCounts { NeuronUpdates = count, Spikes = spikes, OutputElements = count });
        Observe(new InputActivity(count, spikes, 0, InputKind.Binary), step);
    }

    /// <summary>Ends the inferences under way; their mean.</summary>
    public LayerActivity TakeInference(string name, int count, int stepsTaken)
    {
        stepsOfInference = stepsTaken;

        // A call on a batch touches the memories of all its samples; the size of a memory is that of one.
        inputSize = Math.Max(inputSize, largestInput / count);
        outputSize = Math.Max(outputSize, largestOutput / count);
        LayerActivity mean = Describe(name, current, count);
        total = total.Plus(current);
        current = default;
        return mean;
    }

    public LayerActivity Mean(string name, int inferences) => Describe(name, total, inferences);

    public IReadOnlyList<double> RatesBySteps() => [.. steps.Select(s => s.Elements == 0 ? 0 : (double)s.NonZeros / s.Elements)];

    private void Observe(InputActivity input, int step)
    {
        inputKind = (InputKind)Math.Max((int)inputKind, (int)input.Kind);
        while (steps.Count <= step)
        {
            steps.Add(default);
        }

        steps[step] = (steps[step].NonZeros + input.NonZeros, steps[step].Elements + input.Elements);
    }

    private LayerActivity Describe(string name, ActivityCounts counts, double inferences) => new(
        name,
        dimensions,
        counts.DenseMacs / inferences,
        counts.EffectiveMacs / inferences,
        counts.Input.SynapticOperations / inferences,
        counts.Input.Elements == 0 ? (counts.NeuronUpdates == 0 ? 0 : (double)counts.Spikes / counts.NeuronUpdates) : (double)counts.Input.NonZeros / counts.Input.Elements,
        inputKind)
    {
        Kind = kind,
        InputElements = counts.Input.Elements / inferences,
        OutputElements = counts.OutputElements / inferences,
        WeightElements = weightElements,
        InputSize = inputSize,
        OutputSize = outputSize,
        Elementwise = counts.Elementwise.Times(1 / inferences),
        Neurons = kind == OperationKind.Neurons ? outputSize : 0,
        NeuronUpdates = counts.NeuronUpdates / inferences,
        Spikes = counts.Spikes / inferences,
        Steps = stepsOfInference,
    };
}
