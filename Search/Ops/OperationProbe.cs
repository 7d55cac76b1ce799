using System.Globalization;
using EventStereo.Energy;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// Measures the operations of a network while it runs: its convolutions and linear layers by hooks that it takes off again when disposed, and
/// what is no module as an observer of the forward pass. It sees what the operations are really given.
/// <para>
/// A convolution that reads spikes and real values side by side, as in a hybrid network, is two operations into the same sums: one of the spiking channels under its own name, and one of the real-valued
/// channels under that name and <see cref="RealPart"/>. Which channels are real-valued is the network's structure (<see cref="SameConvolution.Sources"/>); of all others the values tell, together.
/// </para>
/// </summary>
public sealed class OperationProbe : IOperationObserver, IDisposable
{
    /// <summary>What the name of a convolution is followed by where a part of its input is real-valued and that part is counted apart.</summary>
    public const string RealPart = ".real";

    private readonly ActivityRecorder recorder;
    private readonly List<Action> removals = [];
    private readonly HashSet<string> expected = [];
    private readonly HashSet<string> seen = [];
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
    private int steps = 1;

    /// <summary>Watches <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recorder">Takes the measurements.</param>
    /// <param name="foldsBatchNorm">Whether batch norms are folded into the weights, as at inference they can be; else each element costs a multiplication and an addition.</param>
    /// <param name="without">Name of a child of <paramref name="network"/> that takes no part in what is measured; null when all do.</param>
    public OperationProbe(nn.Module network, ActivityRecorder recorder, bool foldsBatchNorm = true, string? without = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.recorder = recorder ?? throw new ArgumentNullException(nameof(recorder));
        foreach ((string name, nn.Module module) in network.named_modules())
        {
            bool takesPart = without is null || !name.StartsWith($"{without}.", StringComparison.Ordinal);
            if (takesPart && (module is Convolution or Linear || (module is BatchNorm && !foldsBatchNorm)))
            {
                expected.Add(name);
                var hook = ((nn.Module<Tensor, Tensor>)module).register_forward_pre_hook((_, input) => Record(name, module, input));
                removals.Add(hook.remove);
            }
        }
    }

    /// <summary>Throws when a layer saw no input: then the measurement is not of the whole network.</summary>
    /// <exception cref="InvalidOperationException">Names the layers without input.</exception>
    public void RequireComplete()
    {
        string[] missing = [.. expected.Where(name => !seen.Contains(name)).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException($"no input reached {string.Join(", ", missing)}");
        }
    }

    /// <inheritdoc/>
    public void OnPass(int steps)
    {
        this.steps = steps;
        used.Clear();
    }

    /// <inheritdoc/>
    public void OnNeurons(Tensor output, bool spiking)
    {
        ArgumentNullException.ThrowIfNull(output);
        using Tensor onCpu = output.detach().cpu().contiguous();
        string name = Number("neurons");
        ForEachStep(TensorMemory.Floats(onCpu), (step, activity) => recorder.RecordNeurons(name, activity.Elements, spiking ? activity.NonZeros : 0, step));
    }

    /// <inheritdoc/>
    public void OnResampled(Tensor input, Tensor output, ElementwiseOperations anElement)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        using Tensor onCpu = input.detach().cpu().contiguous();
        OperationKind kind = anElement.Comparisons > 0 ? OperationKind.MaxPooling : OperationKind.Resampling;
        string name = Number("resampling");
        long outputs = output.numel() / steps;
        ForEachStep(TensorMemory.Floats(onCpu), (step, activity) => recorder.RecordElementwise(name, kind, anElement.Times(outputs), activity, outputs, step));
    }

    /// <inheritdoc/>
    public void OnReadout(ElementwiseOperations operations, long inputElements, long outputElements) =>
        recorder.RecordElementwise(Number("readout"), OperationKind.Readout, operations, new InputActivity(inputElements, inputElements, 0, InputKind.Real), outputElements);

    /// <summary>Measures synapses that are no module of their own, such as a cost volume's.</summary>
    public void Record(string name, ConvolutionShape shape, Tensor input, OperationKind kind) => Record(name, shape, input, kind, InputKind.Binary, true);

    /// <summary>Takes the hooks off.</summary>
    public void Dispose()
    {
        foreach (Action remove in removals)
        {
            remove();
        }

        removals.Clear();
    }

    /// <summary>The energy model's shape of a convolution on inputs <c>[N, C, (D,) H, W]</c>.</summary>
    /// <exception cref="ArgumentException">The convolution's padding is given by name, not by numbers.</exception>
    public static ConvolutionShape ShapeOf(Convolution convolution, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        ArgumentNullException.ThrowIfNull(input);
        int[] size = [.. input.shape[2..].Select(side => (int)side)];
        int inputs = (int)convolution.in_channels, outputs = (int)convolution.out_channels, groups = (int)convolution.groups;
        long[] kernel = convolution.kernel_size, stride = convolution.stride, dilation = convolution.dilation;
        long[] padding = convolution.padding ?? throw new ArgumentException("a convolution whose padding is given by name has no counted shape", nameof(convolution));
        long[] further = convolution.output_padding;
        return size.Length == 2
            ? ConvolutionShape.Conv2d(inputs, outputs, (size[0], size[1]), Pair(kernel), Pair(stride), Pair(padding), Pair(dilation), groups, convolution.transposed ? Pair(further) : null)
            : ConvolutionShape.Conv3d(inputs, outputs, new Extent(size[0], size[1], size[2]), Triple(kernel), Triple(stride), Triple(padding), Triple(dilation), groups, convolution.transposed ? Triple(further) : null);
    }

    private Tensor Record(string name, nn.Module module, Tensor input)
    {
        seen.Add(name);
        if (module is BatchNorm)
        {
            using Tensor onCpu = input.detach().cpu().contiguous();
            ForEachStep(TensorMemory.Floats(onCpu), (step, activity) =>
                recorder.RecordElementwise(name, OperationKind.BatchNorm, new ElementwiseOperations(1, 1).Times(activity.Elements), activity, activity.Elements, step));
            return input;
        }

        (ConvolutionShape shape, OperationKind kind) = module is Convolution convolution
            ? (ShapeOf(convolution, input), convolution.transposed ? OperationKind.TransposedConvolution : OperationKind.Convolution)
            : (ConvolutionShape.Linear((int)input.shape[^1], (int)((Linear)module).weight.shape[0]), OperationKind.Linear);
        if (module is Linear)
        {
            Record(name, shape, input, kind);
            return input;
        }

        (Tensor? others, Tensor? real) = ChannelKinds.Split(module, input);
        if (others is not null)
        {
            Record(name, shape.OfInputs((int)others.shape[1]), others, kind, InputKind.Binary, real is null); // the real-valued part writes the sums of both
        }

        if (real is not null)
        {
            Record(others is null ? name : name + RealPart, shape.OfInputs((int)real.shape[1]), real, kind, InputKind.Real, true);
        }

        return input;
    }

    private void Record(string name, ConvolutionShape shape, Tensor input, OperationKind kind, InputKind least, bool writesOutputs)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(input);
        using Tensor onCpu = input.detach().cpu().contiguous();
        ReadOnlySpan<float> values = TensorMemory.Floats(onCpu);
        recorder.Record(name, shape, values, Layout(values.Length / shape.InputElements), kind, least, writesOutputs);
    }

    /// <summary>Samples of a tensor in time-leading layout; one that holds no whole steps is taken as one step.</summary>
    private TimeLeading Layout(long samples) => samples % steps == 0 ? new TimeLeading(steps, (int)(samples / steps)) : new TimeLeading(1, (int)samples);

    /// <summary>Measures the values of each time step, which lead.</summary>
    private void ForEachStep(ReadOnlySpan<float> values, Action<int, InputActivity> record)
    {
        int length = values.Length / steps;
        for (int step = 0; step < steps; step++)
        {
            record(step, SynapticOperationCounter.CountValues(values.Slice(step * length, length)));
        }
    }

    private string Number(string name)
    {
        int index = used.GetValueOrDefault(name);
        used[name] = index + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{index:D2}");
    }

    private static (int H, int W) Pair(long[] values) => ((int)values[0], (int)values[^1]);

    private static Extent Triple(long[] values) => new((int)values[0], (int)values[values.Length / 2], (int)values[^1]);
}
