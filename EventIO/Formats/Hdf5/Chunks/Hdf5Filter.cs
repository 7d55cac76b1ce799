namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>A filter of a data set's pipeline: its registered number and its parameters.</summary>
internal sealed record Hdf5Filter(int Number, IReadOnlyList<uint> Values)
{
    public const int Deflate = 1;
    public const int Shuffle = 2;
    public const int Fletcher32 = 3;
    public const int Lzf = 32000;
    public const int Blosc = 32001;

    /// <summary>Whether what the filter gives has a length that does not follow from what it takes.</summary>
    public bool Packs => Number is Deflate or Lzf or Blosc;
}
