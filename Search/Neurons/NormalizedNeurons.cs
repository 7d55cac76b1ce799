using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Batch norms in training, the sum of their results and a sequence of neurons on it, as one differentiable operation. For the backward pass it keeps what the batch norms
/// were given, which their convolutions have written anyway, and their statistics; the normalised current is computed again, in the memory that takes the gradient. One after
/// the other, the three keep the normalised currents and their sum as well.
/// </summary>
internal sealed class NormalizedNeurons : autograd.SingleTensorFunction<NormalizedNeurons>
{
    private const string Norms = "norms";
    private const string Sequence = "sequence";
    private const string Learns = "learns";

    /// <summary>Arguments of each batch norm: what it is given, weight, bias.</summary>
    private const int EachNorm = 3;

    /// <summary>Arguments before those of the batch norms: modules, sequence, decays.</summary>
    private const int First = 3;

    /// <inheritdoc/>
    public override string Name => nameof(NormalizedNeurons);

    /// <summary>Spikes on the sum of <paramref name="currents"/>, <c>[T B, C, ...]</c> each, normalised by <paramref name="norms"/>, whose running statistics move as in their own training pass.</summary>
    public static Tensor Run(IReadOnlyList<Tensor> currents, IReadOnlyList<BatchNorm> norms, Tensor decays, NeuronSequence sequence) =>
        apply([norms, sequence, decays, .. currents.Zip(norms, (current, norm) => (Tensor[])[current, norm.weight!, norm.bias!]).SelectMany(tensors => tensors)]); // made with both

    /// <summary>Arguments: batch norms, <see cref="NeuronSequence"/>, decays <c>[1]</c> or <c>[C]</c>, then of each batch norm its input <c>[T B, C, ...]</c>, weight and bias <c>[C]</c>.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        IReadOnlyList<BatchNorm> norms = (IReadOnlyList<BatchNorm>)vars[0];
        NeuronSequence sequence = (NeuronSequence)vars[1];
        Tensor decays = (Tensor)vars[2];
        Tensor[] currents = [.. norms.Select((_, i) => ((Tensor)vars[First + (i * EachNorm)]).contiguous())];
        BatchStatistics[] statistics = [.. norms.Select((norm, i) => Statistics(norm, currents[i]))];
        ctx.save_for_backward([decays, .. currents, .. sequence.Before]);
        ctx.save_data(Norms, statistics);
        ctx.save_data(Sequence, sequence with { Before = [], After = [] });
        ctx.save_data(Learns, decays.requires_grad);
        Tensor spikes = Sum(currents, statistics);
        FusedNeurons.Forward(sequence, TensorMemory.Floats(spikes), TensorMemory.Floats(spikes), TensorMemory.Floats(decays)); // each value is read before its result is written there
        return spikes;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        BatchStatistics[] statistics = (BatchStatistics[])ctx.get_data(Norms);
        NeuronSequence sequence = (NeuronSequence)ctx.get_data(Sequence);
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor decays = saved[0];
        Tensor[] currents = [.. saved[1..(1 + statistics.Length)]];
        Tensor? decayGradient = (bool)ctx.get_data(Learns) ? empty_like(decays) : null;
        Tensor gradient = Sum(currents, statistics);
        using (Tensor spikeGradient = grad_output.contiguous())
        {
            Span<float> memory = TensorMemory.Floats(gradient); // the currents, of which each tile is read before its gradient is written there
            FusedNeurons.Backward(
                sequence with { Before = [.. saved[(1 + statistics.Length)..]] }, TensorMemory.Floats(spikeGradient), memory, memory, TensorMemory.Floats(decays), decayGradient is null ? [] : TensorMemory.Floats(decayGradient));
        }

        grad_output.Dispose(); // of no use any more, and as large as each of what follows
        List<Tensor> gradients = [null!, null!, decayGradient!]; // the published API wants a null for an argument without a gradient
        for (int i = statistics.Length - 1; i >= 0; i--)
        {
            gradients.InsertRange(First, Differentiate(gradient, currents[i], statistics[i], inPlace: i == 0));
        }

        return gradients;
    }

    private static Tensor Sum(Tensor[] currents, BatchStatistics[] statistics)
    {
        Tensor sum = empty_like(currents[0]);
        ChannelLayout layout = ChannelLayout.Of(sum.shape);
        BatchNormKernel.Normalize(layout, TensorMemory.Floats(currents[0]), statistics[0].Scale, statistics[0].Shift, TensorMemory.Floats(sum));
        for (int i = 1; i < currents.Length; i++)
        {
            BatchNormKernel.AddNormalized(layout, TensorMemory.Floats(currents[i]), statistics[i].Scale, statistics[i].Shift, TensorMemory.Floats(sum));
        }

        return sum;
    }

    /// <summary>The statistics of a batch; the running ones move.</summary>
    private static BatchStatistics Statistics(BatchNorm norm, Tensor input)
    {
        Moments[] moments = BatchNormKernel.MomentsOf(ChannelLayout.Of(input.shape), TensorMemory.Floats(input));
        if (norm is { num_batches_tracked: { } batches, running_mean: { } mean, running_var: { } variance })
        {
            batches.add_(1);
            BatchStatistics.Move(moments, norm.momentum ?? 1.0 / batches.ToInt64(), mean, variance);
        }

        return BatchStatistics.Of(moments, TensorMemory.Floats(norm.weight!), TensorMemory.Floats(norm.bias!), norm.eps); // made with both
    }

    /// <summary>The gradients at a batch norm's input, weight and bias from that at its result, into whose memory the first goes if <paramref name="inPlace"/>.</summary>
    private static Tensor[] Differentiate(Tensor gradient, Tensor input, BatchStatistics statistics, bool inPlace)
    {
        ChannelLayout layout = ChannelLayout.Of(input.shape);
        ReadOnlySpan<float> given = TensorMemory.Floats(gradient), values = TensorMemory.Floats(input);
        GradientSums[] sums = BatchNormKernel.SumsOf(layout, given, values, statistics.Mean);
        Tensor inputGradient = inPlace ? gradient : empty_like(gradient);
        BatchNormKernel.InputGradient(layout, given, values, statistics, sums, TensorMemory.Floats(inputGradient));
        float[] weightGradient = [.. sums.Select((sum, channel) => (float)(sum.Product * statistics.InverseDeviation[channel]))];
        return [inputGradient, tensor(weightGradient), tensor(Array.ConvertAll(sums, sum => (float)sum.Gradient))];
    }
}
