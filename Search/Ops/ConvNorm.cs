using EventStereo.Search.Neurons;
using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// A convolution followed by batch norm, in two or three dimensions: spikes <c>[N, Cin, ...]</c> to an input current
/// <c>[N, Cout, ...]</c>. At inference the batch norm folds into the convolution's weights, so it costs no operation.
/// </summary>
public sealed class ConvNorm : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> conv;
    private readonly ChannelNorm norm;

    /// <summary>Makes a <paramref name="kernel"/>-wide convolution with padding that keeps the size at stride 1.</summary>
    public ConvNorm(int dimensions, long inputs, long outputs, int kernel = 3, int stride = 1, bool bias = true)
        : base(nameof(ConvNorm))
    {
        if (dimensions is not (2 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "2 or 3");
        }

        Convolution made = stride == 1
            ? new SameConvolution(dimensions, inputs, outputs, kernel, bias)
            : dimensions == 3
                ? nn.Conv3d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, bias: bias)
                : nn.Conv2d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, bias: bias);
        conv = made;
        norm = new ChannelNorm(dimensions, outputs);
        nn.init.kaiming_normal_(made.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        RegisterComponents();
    }

    /// <summary>The ranks of a data-parallel run whose batches the batch norm takes as one while it trains; null keeps to this process's own.</summary>
    public IRankExchange? Ranks { get; set; }

    /// <summary>What makes the channels that it reads, see <see cref="SameConvolution.Sources"/>.</summary>
    /// <exception cref="InvalidOperationException">Its stride is not 1.</exception>
    public IReadOnlyList<ChannelSource> Sources
    {
        get => (conv as SameConvolution)?.Sources ?? [];
        init => (conv as SameConvolution ?? throw new InvalidOperationException("only convolutions of stride 1 read cells")).Sources = value;
    }

    /// <summary>Whether the batch norm is synchronised with that of other ranks.</summary>
    internal bool Synchronizes => Ranks is { Ranks: > 1 };

    /// <summary>Whether anyone has hung a hook on its convolution.</summary>
    public bool IsWatched => conv is SameConvolution { IsWatched: true };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor current = conv.call(input);
        return Normalize(current);
    }

    /// <summary>
    /// Batch norm and <paramref name="neurons"/> where the convolution is computed in another, equal way: <paramref name="convolve"/> makes the currents <c>[N, Cout, ...]</c> from weights and bias.
    /// No hook of the convolution runs.
    /// </summary>
    public Tensor Spike(Func<Tensor, Tensor?, Tensor> convolve, NeuronLayer neurons, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(convolve);
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(state);
        Convolution convolution = (Convolution)conv;
        using Tensor current = convolve(convolution.weight, convolution.bias);
        return NormalizesByItself && neurons.TakesBatches(current, state) ? neurons.Normalizing([current], [norm], state) : neurons.call(Normalize(current), state);
    }

    /// <summary>
    /// Convolution, batch norm and <paramref name="neurons"/>. In training batch norm and neurons keep the convolution's result alone for the backward pass. In inference the neurons' kernel scales and shifts the convolution's result as it reads it, so that
    /// the batch norm is no pass of its own; within float tolerance it is the same as one after the other.
    /// </summary>
    public Tensor Spike(Tensor input, NeuronLayer neurons, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(state);
        if (training || !neurons.TakesNorm(input, state))
        {
            return SpikeOnSum([this], [input], neurons, state);
        }

        using Tensor current = conv.call(input), spread = norm.running_var! + norm.eps, deviation = spread.sqrt(); // batch norms made here track statistics and are affine
        using Tensor scale = norm.weight! / deviation, moved = norm.running_mean! * scale, shift = norm.bias! - moved; // as said above
        return neurons.Normalized(current, scale, shift, state);
    }

    /// <summary>
    /// The same for an input <c>[B, Cin, ...]</c> that is there in every one of the pass's time steps, with spikes <c>[T B, Cout, ...]</c>: convolution and batch norm run once. The
    /// statistics of equal batches are those of one; the running variance, which is not biased, counts them once.
    /// </summary>
    public Tensor SpikeEachStep(Tensor input, NeuronLayer neurons, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(state);
        using Tensor current = conv.call(input), normalized = Normalize(current), expanded = normalized.unsqueeze(0).expand([state.Steps, .. normalized.shape]), repeated = expanded.flatten(0, 1);
        return neurons.call(repeated, state);
    }

    /// <summary>
    /// <paramref name="neurons"/> on the sum of the currents of several <paramref name="layers"/>, of one input each. In training batch norms, sum and neurons are one operation that keeps
    /// the convolutions' results alone for the backward pass, where the neurons have a fused kernel, no batch norm is watched and none is synchronised with other ranks.
    /// </summary>
    public static Tensor SpikeOnSum(IReadOnlyList<ConvNorm> layers, IReadOnlyList<Tensor> inputs, NeuronLayer neurons, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Count, layers.Count, nameof(inputs));
        if (layers.All(layer => layer.NormalizesByItself) && inputs.All(input => neurons.TakesBatches(input, state)))
        {
            Tensor[] currents = [.. layers.Zip(inputs, (layer, input) => layer.conv.call(input))];
            Tensor spikes = neurons.Normalizing(currents, [.. layers.Select(layer => layer.norm)], state);
            Array.ForEach(currents, current => current.Dispose()); // the graph holds them
            return spikes;
        }

        Tensor sum = layers[0].call(inputs[0]);
        for (int i = 1; i < layers.Count; i++)
        {
            using Tensor soFar = sum, next = layers[i].call(inputs[i]);
            sum = soFar + next;
        }

        return neurons.call(sum, state);
    }

    /// <summary>Whether its batch norm takes its statistics from this process's batch, and nobody watches it.</summary>
    private bool NormalizesByItself => training && norm.training && !Synchronizes && !norm.IsWatched;

    private Tensor Normalize(Tensor current) =>
        training && Synchronizes ? SynchronizedBatchNorm.Normalize(norm, current, Ranks!) : norm.call(current); // synchronises: it has them
}
