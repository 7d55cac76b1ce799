using EventStereo.Search.Kernels;
using EventStereo.Search.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// The running statistics of batch norms that each rank moves by its own micro-batches, put together once a step. With momentum
/// m a pass moves r to <c>(1 - m) r + m s</c>. A rank k that made u_k passes from the common r holds <c>r_k = (1 - m)^u_k r + c_k</c>; one
/// process that made the passes of rank 0, 1, ... in this order would hold
/// <c>(1 - m)^(sum of u) r + sum over k of (1 - m)^(u of the ranks after k) c_k</c>, and so does every rank afterwards.
/// </summary>
internal sealed class RunningStatistics
{
    private readonly IRankExchange ranks;
    private readonly BatchNorm[] norms;
    private readonly float[] before;
    private readonly long[] passesBefore;
    private double[] passes = [];

    /// <summary>Finds the batch norms of <paramref name="network"/> that keep statistics of their own rank.</summary>
    public RunningStatistics(nn.Module network, IRankExchange ranks)
    {
        this.ranks = ranks;
        nn.Module[] modules = [network, .. network.modules()];
        HashSet<nn.Module> shared = [.. modules.OfType<ConvNorm>().Where(op => op.Synchronizes).SelectMany(op => op.modules())];
        norms = ranks.Ranks == 1 ? [] : [.. modules.OfType<BatchNorm>().Where(norm => norm.track_running_stats && !shared.Contains(norm))];
        before = new float[norms.Sum(norm => 2 * norm.num_features)];
        passesBefore = new long[norms.Length];
    }

    /// <summary>Numbers exchanged: a mean and a variance a channel.</summary>
    public int Values => before.Length;

    /// <summary>Keeps the statistics that all ranks share before a step.</summary>
    public void Remember()
    {
        Read(before);
        for (int i = 0; i < norms.Length; i++)
        {
            passesBefore[i] = Passes(norms[i]);
        }
    }

    /// <summary>Writes this rank's summand to <paramref name="values"/>.</summary>
    public void Gather(Span<float> values)
    {
        passes = new double[norms.Length * ranks.Ranks]; // [norm, rank]
        for (int i = 0; i < norms.Length; i++)
        {
            passes[i * ranks.Ranks + ranks.Rank] = Passes(norms[i]) - passesBefore[i];
        }

        ranks.Sum(passes);
        Read(values);
        for (int i = 0, at = 0; i < norms.Length; i++)
        {
            double own = Kept(i, ranks.Rank, ranks.Rank + 1), later = Kept(i, ranks.Rank + 1, ranks.Ranks);
            for (int end = at + 2 * (int)norms[i].num_features; at < end; at++)
            {
                values[at] = (float)(later * (values[at] - own * before[at]));
            }
        }
    }

    /// <summary>Takes the statistics from the <paramref name="sums"/> of all ranks' summands.</summary>
    public void Scatter(Span<float> sums)
    {
        for (int i = 0, at = 0; i < norms.Length; i++)
        {
            double all = Kept(i, 0, ranks.Ranks);
            for (int end = at + 2 * (int)norms[i].num_features; at < end; at++)
            {
                sums[at] = (float)(all * before[at] + sums[at]);
            }
        }

        Write(sums);
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i].num_batches_tracked?.fill_(passesBefore[i] + (long)passes.AsSpan(i * ranks.Ranks, ranks.Ranks).ToArray().Sum());
        }
    }

    private static long Passes(BatchNorm norm) => norm.num_batches_tracked!.ToInt64(); // it tracks

    /// <summary>The share of the old statistics that is left after the passes of the ranks in a range.</summary>
    private double Kept(int norm, int fromRank, int toRank)
    {
        double momentum = norms[norm].momentum ?? throw new NotSupportedException("a batch norm that averages over all batches has no running statistics to exchange; give it a momentum");
        double made = passes.AsSpan(norm * ranks.Ranks + fromRank, toRank - fromRank).ToArray().Sum();
        return Math.Pow(1 - momentum, made);
    }

    private void Read(Span<float> values)
    {
        foreach (Tensor buffer in Buffers())
        {
            using Tensor onCpu = buffer.cpu().contiguous();
            Span<float> own = TensorMemory.Floats(onCpu);
            own.CopyTo(values);
            values = values[own.Length..];
        }
    }

    private void Write(ReadOnlySpan<float> values)
    {
        foreach (Tensor buffer in Buffers())
        {
            using Tensor stored = tensor(values[..(int)buffer.numel()].ToArray());
            buffer.copy_(stored);
            values = values[(int)buffer.numel()..];
        }
    }

    private IEnumerable<Tensor> Buffers() => norms.SelectMany(norm => (IEnumerable<Tensor>)[norm.running_mean!, norm.running_var!]); // it tracks
}
