namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>What one thread needs to unpack chunks: an inflater, room for the stored bytes, for stages between filters and for the unpacked block. Grows to what it is asked for and stays.</summary>
internal sealed class ChunkScratch : IDisposable
{
    private byte[] even = [];
    private byte[] odd = [];
    private double[] float64 = [];
    private bool useOdd;

    /// <summary>Stored bytes of the chunk at hand.</summary>
    public byte[] Packed = [];

    /// <summary>Unpacked bytes of the block at hand.</summary>
    public byte[] Raw { get; private set; } = [];

    public Inflater Inflater { get; } = new();

    /// <summary>Bytes held, for tests of the memory bound.</summary>
    public long HeldBytes => (long)Packed.Length + Raw.Length + even.Length + odd.Length + (sizeof(double) * (long)float64.Length);

    /// <summary>Room for <paramref name="bytes"/> unpacked bytes.</summary>
    public Span<byte> RawOf(int bytes)
    {
        if (Raw.Length < bytes)
        {
            Raw = GC.AllocateUninitializedArray<byte>(bytes);
        }

        return Raw.AsSpan(0, bytes);
    }

    /// <summary>Room for elements converted to float64.</summary>
    public Span<double> Float64Of(int elements)
    {
        if (float64.Length < elements)
        {
            float64 = GC.AllocateUninitializedArray<double>(elements);
        }

        return float64.AsSpan(0, elements);
    }

    /// <summary>Room between two filters; the room given before it stays as it is.</summary>
    public Span<byte> Stage(int bytes)
    {
        useOdd = !useOdd;
        ref byte[] stage = ref useOdd ? ref odd : ref even;
        if (stage.Length < bytes)
        {
            stage = GC.AllocateUninitializedArray<byte>(bytes);
        }

        return stage.AsSpan(0, bytes);
    }

    public void Dispose() => Inflater.Dispose();
}
