namespace EventStereo.Search.Ops;

/// <summary>
/// How a convolution is cut into slabs that fit a core's cache, and how a slab lies in a worker's own memory: rows one after another with the
/// zeros of the border between them, so that every tap of the kernel is one constant offset and a sweep along the memory needs to know nothing of
/// rows, borders or widths. What the sweep computes between two rows is dropped. Samples of small maps lie under one another in a plane, border rows
/// between them, where that fills strips better or makes sweeps worth their beginning.
/// </summary>
internal sealed unsafe class SlabLayout
{
    /// <summary>Floats of a slab's maps: 512 KiB, half of a core's second-level cache on current processors.</summary>
    private const int CacheFloats = 128 << 10;

    /// <summary>Slabs there should be at least, so that threads find equal shares; more threads than that gain nothing on such a size.</summary>
    private const int FewestSlabs = 8;

    /// <summary>Floats that planes are rounded to, the widest vector's.</summary>
    private const int Alignment = 16;

    /// <summary>Positions of a plane that samples share at most: a longer sweep gains nothing.</summary>
    private const int SharedPositions = 1024;

    private readonly ConvolutionSize size;
    private readonly int depthSlabs;
    private readonly int rowSlabs;

    /// <summary>Cuts a convolution.</summary>
    /// <param name="size">Its sizes.</param>
    /// <param name="channels">Maps that the pass keeps of a slab at a time.</param>
    /// <param name="strip">Positions that it takes at a time.</param>
    /// <param name="sweepStrips">What beginning a sweep costs it, in strips.</param>
    public SlabLayout(ConvolutionSize size, int channels, int strip, int sweepStrips)
    {
        this.size = size;
        Border = size.KernelWidth / 2;
        Pitch = size.Width + Border;
        int rows = CacheFloats / (channels * size.KernelDepth * Pitch) - size.KernelHeight + 1;
        Rows = Math.Clamp(rows, 1, size.Height);
        rowSlabs = CeilingOf(size.Height, Rows);
        Rows = CeilingOf(size.Height, rowSlabs);
        SampleStride = (Rows + (size.KernelHeight / 2)) * Pitch;
        Samples = size.Depth == 1 && rowSlabs == 1 ? SharingOf(channels, strip, sweepStrips) : 1;
        PlaneStride = CeilingOf((Samples * SampleStride) + (size.KernelHeight / 2 * Pitch) + Border, Alignment) * Alignment;
        int fitting = CacheFloats / (channels * PlaneStride) - size.KernelDepth + 1;
        int shared = (int)((long)size.Samples * rowSlabs * size.Depth / FewestSlabs);
        Planes = Math.Clamp(Math.Min(fitting, shared), 1, size.Depth);
        depthSlabs = CeilingOf(size.Depth, Planes);
        Planes = CeilingOf(size.Depth, depthSlabs);
        InputStride = (Planes + size.KernelDepth - 1) * PlaneStride;
    }

    /// <summary>Zeros between two rows.</summary>
    public int Border { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Pitch { get; }

    /// <summary>Floats from one sample to the next in the same plane.</summary>
    public int SampleStride { get; }

    /// <summary>Floats from one plane to the next.</summary>
    public int PlaneStride { get; }

    /// <summary>Floats from one padded input channel to the next.</summary>
    public int InputStride { get; }

    /// <summary>Most samples of a slab.</summary>
    public int Samples { get; }

    /// <summary>Most planes of a slab.</summary>
    public int Planes { get; }

    /// <summary>Most rows of a slab.</summary>
    public int Rows { get; }

    /// <summary>Number of slabs.</summary>
    public int Count => CeilingOf(size.Samples, Samples) * depthSlabs * rowSlabs;

    /// <summary>What a sweep may read beyond the last input channel, with strips of <paramref name="strip"/> floats.</summary>
    public int Slack(int strip) => strip + (size.KernelHeight * Pitch) + Alignment;

    /// <summary>The slab of that number.</summary>
    public ConvolutionSlab At(int index)
    {
        (int outer, int rowSlab) = Math.DivRem(index, rowSlabs);
        (int group, int depthSlab) = Math.DivRem(outer, depthSlabs);
        int sample = group * Samples, plane = depthSlab * Planes, row = rowSlab * Rows;
        return new ConvolutionSlab(sample, Math.Min(Samples, size.Samples - sample), plane, Math.Min(Planes, size.Depth - plane), row, Math.Min(Rows, size.Height - row));
    }

    /// <summary>
    /// Offsets of the <see cref="ConvolutionSize.Terms"/> products of an output at position 0: kernel planes outermost, then input channels, then
    /// taps within the plane.
    /// </summary>
    public int[] Offsets()
    {
        int[] offsets = new int[size.Terms];
        int term = 0;
        for (int plane = 0; plane < size.KernelDepth; plane++)
        {
            for (int channel = 0; channel < size.Inputs; channel++)
            {
                for (int tap = 0; tap < size.KernelHeight * size.KernelWidth; tap++)
                {
                    (int row, int column) = Math.DivRem(tap, size.KernelWidth);
                    offsets[term++] = (channel * InputStride) + (plane * PlaneStride) + (row * Pitch) + column;
                }
            }
        }

        return offsets;
    }

    /// <summary>Sweeps of a slab: first position and length. Small planes are swept together, zeros between them and all, when that takes fewer strips.</summary>
    public (int Start, int Length)[] Sweeps(ConvolutionSlab slab, int strip)
    {
        int plane = PositionsOf(slab.Samples, slab.Rows), together = ((slab.Planes - 1) * PlaneStride) + plane;
        return slab.Planes * CeilingOf(plane, strip) <= CeilingOf(together, strip)
            ? [.. Enumerable.Range(0, slab.Planes).Select(index => (index * PlaneStride, plane))]
            : [(0, together)];
    }

    /// <summary>Copies a slab's inputs with the border around them: <paramref name="maps"/> is <c>[N, C, D, H, W]</c>.</summary>
    public void CopyInputs(float* maps, float* target, ConvolutionSlab slab)
    {
        int above = size.KernelHeight / 2, firstPlane = slab.Plane - (size.KernelDepth / 2);
        CopyIn(maps, size.Inputs, target, InputStride, slab with { Plane = firstPlane, Planes = slab.Planes + size.KernelDepth - 1, Row = slab.Row - above, Rows = slab.Rows + (2 * above) }, Border);
    }

    /// <summary>Copies a slab's gradients at the outputs with zeros between the rows, so that what the inputs hold there does not count; channels lie <paramref name="stride"/> apart.</summary>
    public void CopyGradients(float* maps, float* target, int stride, ConvolutionSlab slab) => CopyIn(maps, size.Outputs, target, stride, slab, 0);

    /// <summary>Copies a slab's results, without what lies between the rows, to <paramref name="maps"/>, <c>[N, C, D, H, W]</c>; channels lie <paramref name="stride"/> apart.</summary>
    public void CopyOutputs(float* source, int stride, float* maps, ConvolutionSlab slab)
    {
        float* target = maps + ((long)slab.Sample * size.Outputs * size.Positions);
        for (int sample = 0; sample < slab.Samples; sample++)
        {
            for (int channel = 0; channel < size.Outputs; channel++, target += size.Positions)
            {
                for (int plane = 0; plane < slab.Planes; plane++)
                {
                    float* from = source + ((long)channel * stride) + (plane * PlaneStride) + (sample * SampleStride);
                    float* to = target + ((((long)slab.Plane + plane) * size.Height) + slab.Row) * size.Width;
                    RowCopy.Packed(from, Pitch, to, size.Width, slab.Rows);
                }
            }
        }
    }

    /// <summary>Copies planes and rows of maps, <c>[N, channels, D, H, W]</c>, with zeros for those that lie outside, <paramref name="before"/> zeros in front of the first row and zeros between rows and after the last.</summary>
    private void CopyIn(float* maps, int channels, float* target, int stride, ConvolutionSlab slab, int before)
    {
        float* source = maps + ((long)slab.Sample * channels * size.Positions), mapsEnd = maps + ((long)size.Samples * channels * size.Positions);
        for (int sample = 0; sample < slab.Samples; sample++)
        {
            int end = sample < slab.Samples - 1 ? ((sample + 1) * SampleStride) + (size.KernelHeight / 2 * Pitch) + Border : PlaneStride; // where the next sample's first row begins
            for (int channel = 0; channel < channels; channel++, source += size.Positions)
            {
                float* first = target + ((long)channel * stride) + (sample * SampleStride);
                for (int plane = 0; plane < slab.Planes; plane++)
                {
                    CopyPlane(source, mapsEnd, first + (plane * PlaneStride), end - (sample * SampleStride), slab.Plane + plane, slab.Row, slab.Rows, before);
                }
            }
        }
    }

    /// <summary>
    /// Writes <paramref name="length"/> floats: <paramref name="before"/> zeros in front of the first row, zeros outside the maps and after the last row. The maps' memory ends at <paramref name="end"/>.
    /// </summary>
    private void CopyPlane(float* channel, float* end, float* target, int length, int plane, int firstRow, int rows, int before)
    {
        int above = Math.Clamp(-firstRow, 0, rows), inside = plane < 0 || plane >= size.Depth ? 0 : Math.Clamp(size.Height - firstRow - above, 0, rows - above);
        float* first = target + before + (above * Pitch), after = first + (inside * Pitch), last = target + length;
        new Span<float>(target, (int)(first - target)).Clear();
        if (inside > 0)
        {
            RowCopy.Padded(channel + ((((long)plane * size.Height) + firstRow + above) * size.Width), end, size.Width, first, last, Pitch, inside);
        }

        new Span<float>(after, (int)(last - after)).Clear();
    }

    /// <summary>How many samples share a plane: as many as make the strips of a sample fewest, counting its part of a sweep's beginning.</summary>
    private int SharingOf(int channels, int strip, int sweepStrips)
    {
        int most = Math.Min(Math.Min(SharedPositions / SampleStride, CacheFloats / (channels * SampleStride)), size.Samples / FewestSlabs), best = 1;
        for (int samples = 2; samples <= most; samples++)
        {
            if (StripsOf(samples) * best < StripsOf(best) * samples)
            {
                best = samples;
            }
        }

        return best;

        int StripsOf(int samples) => CeilingOf(PositionsOf(samples, size.Height), strip) + sweepStrips;
    }

    /// <summary>Positions from the first of a plane to the last.</summary>
    private int PositionsOf(int samples, int rows) => ((samples - 1) * SampleStride) + (rows * Pitch);

    private static int CeilingOf(int value, int divisor) => (value + divisor - 1) / divisor;
}
