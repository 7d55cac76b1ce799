using System.Numerics;
using TorchSharp;

namespace EventStereo.Search.Kernels;

/// <summary>How maps <c>[N, C, ...]</c> lie in memory: <c>N C</c> planes of <c>S</c> places, plane <c>p</c> being of channel <c>p mod C</c>.</summary>
/// <param name="Samples">N, at least 1.</param>
/// <param name="Channels">C, at least 1.</param>
/// <param name="Places">S, at least 1.</param>
internal readonly record struct ChannelLayout(int Samples, int Channels, int Places)
{
    /// <summary>Values below which a second thread costs more than it brings.</summary>
    private const int ValuesPerThread = 32768;

    /// <summary>Pieces a thread takes, so that threads which start late do not keep the others waiting.</summary>
    private const int PiecesPerThread = 4;

    /// <summary>Number of planes.</summary>
    public int Planes => Samples * Channels;

    /// <summary>Number of values.</summary>
    public long Values => (long)Planes * Places;

    /// <summary>Values of one channel.</summary>
    public double ValuesOfChannel => (double)Samples * Places;

    /// <summary>The layout of maps of that shape.</summary>
    public static ChannelLayout Of(ReadOnlySpan<long> shape)
    {
        long places = 1;
        foreach (long side in shape[2..])
        {
            places *= side;
        }

        return new ChannelLayout(checked((int)shape[0]), checked((int)shape[1]), checked((int)places));
    }

    /// <summary>Throws unless each of the lengths is that of the maps.</summary>
    public void Require(params ReadOnlySpan<int> lengths)
    {
        foreach (int length in lengths)
        {
            if (length != Values || length == 0)
            {
                throw new ArgumentException($"{length} values are no maps of {Samples} samples, {Channels} channels and {Places} places");
            }
        }
    }

    /// <summary>Does <paramref name="work"/> for every plane, on as many threads as torch's operations use where the maps are large enough.</summary>
    public void ForPlanes(Action<int> work)
    {
        int planes = Planes, threads = (int)Math.Clamp(Values / ValuesPerThread, 1, Math.Min(torch.get_num_threads(), planes));
        int pieces = threads == 1 ? 1 : Math.Min(threads * PiecesPerThread, planes);
        void Piece(int piece)
        {
            for (int plane = (int)((long)planes * piece / pieces); plane < (int)(planes * (piece + 1L) / pieces); plane++)
            {
                work(plane);
            }
        }

        if (pieces == 1)
        {
            Piece(0);
            return;
        }

        Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, Piece);
    }

    /// <summary>Adds what each plane has summed to its channel's sum, in the order of planes, so that results do not depend on the number of threads.</summary>
    public T[] SumByChannel<T>(ReadOnlySpan<T> ofPlanes)
        where T : struct, IAdditionOperators<T, T, T>
    {
        T[] sums = new T[Channels];
        for (int plane = 0; plane < ofPlanes.Length; plane++)
        {
            sums[plane % Channels] += ofPlanes[plane];
        }

        return sums;
    }
}
