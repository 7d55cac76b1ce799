using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Training.Parallel;

/// <summary>Questions that all ranks must answer alike.</summary>
public static class RankAgreement
{
    /// <summary>Whether <paramref name="one"/> holds on any rank.</summary>
    public static bool Any(this IRankExchange ranks, bool one)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        Span<double> count = [one ? 1 : 0];
        ranks.Sum(count);
        return count[0] > 0;
    }

    /// <summary>Checks that every rank holds the bytes of rank 0.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="digest">A digest of what must be equal; of equal length everywhere.</param>
    /// <param name="what">What it is of, for the message.</param>
    /// <exception cref="InvalidOperationException">A rank's differs; every rank throws.</exception>
    public static void RequireEqual(this IRankExchange ranks, ReadOnlySpan<byte> digest, string what)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        byte[] first = digest.ToArray();
        ranks.Broadcast(first);
        Span<double> differs = stackalloc double[1];
        differs[0] = digest.SequenceEqual(first) ? 0 : 1;
        ranks.Sum(differs);
        if (differs[0] > 0)
        {
            throw new InvalidOperationException($"{what} differ between the ranks: on {differs[0]} of {ranks.Ranks} they are not those of rank 0; give every rank the same program, configuration and files");
        }
    }

    /// <summary>SHA-256 of a module's parameters and buffers with their names, 32 bytes.</summary>
    public static byte[] Digest(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, Tensor value) in module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            using Tensor onCpu = value.detach().cpu().contiguous();
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(onCpu.bytes);
        }

        return hash.GetHashAndReset();
    }
}
