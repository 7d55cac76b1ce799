namespace EventStereo.Search.Ops;

/// <summary>
/// A few vectors of neighbouring floats that stay in registers: what a convolution's inner loop works on. One implementation for each width of
/// the processor's vectors, as many vectors as leave room in the registers for six strips of sums.
/// </summary>
/// <typeparam name="TSelf">The strip itself.</typeparam>
internal unsafe interface IStrip<TSelf>
    where TSelf : unmanaged, IStrip<TSelf>
{
    /// <summary>Floats a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Vectors a strip.</summary>
    static abstract int Vectors { get; }

    /// <summary>The same value everywhere.</summary>
    static abstract TSelf Fill(float value);

    /// <summary><see cref="Lanes"/> times <see cref="Vectors"/> neighbouring floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Vector <c>v</c> from <c>source + offsets[v]</c>.</summary>
    static abstract TSelf LoadAt(float* source, int* offsets);

    /// <summary><c>sum + values factor</c>, one factor for all. By its address: spread from memory it costs a load, spread from a register it keeps one of the two units that multiply and add.</summary>
    static abstract TSelf MultiplyAddScalar(in TSelf values, float* factor, TSelf sum);

    /// <summary><c>sum + values factors</c>, one vector of factors for each vector of the strip.</summary>
    static abstract TSelf MultiplyAdd(in TSelf values, float* factors, TSelf sum);

    /// <summary>Writes <see cref="Lanes"/> times <see cref="Vectors"/> floats.</summary>
    static abstract void Store(in TSelf values, float* target);
}
