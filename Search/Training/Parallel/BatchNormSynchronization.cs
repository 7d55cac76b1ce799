using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Training.Parallel;

/// <summary>Makes the batch norms of a network take the batches of all ranks as one while it trains.</summary>
public static class BatchNormSynchronization
{
    /// <summary>
    /// Synchronises every batch norm of <paramref name="network"/> over <paramref name="ranks"/>; from then on its forward and backward passes
    /// in training are collective. Nothing changes for one rank.
    /// </summary>
    /// <exception cref="ArgumentException">A batch norm stands by itself, outside of a <see cref="ConvNorm"/>.</exception>
    public static void Synchronize(nn.Module network, IRankExchange ranks)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(ranks);
        nn.Module[] modules = [network, .. network.modules()];
        ConvNorm[] operations = [.. modules.OfType<ConvNorm>()];
        int norms = modules.OfType<BatchNorm>().Count();
        if (norms != operations.Length)
        {
            throw new ArgumentException($"{norms - operations.Length} of {norms} batch norms stand by themselves and cannot be synchronised", nameof(network));
        }

        foreach (ConvNorm operation in operations)
        {
            operation.Ranks = ranks;
        }
    }
}
