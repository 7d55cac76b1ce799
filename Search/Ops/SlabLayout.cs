namespace EventStereo.Search.Ops;

/// <summary>
/// How a convolution is cut into slabs that fit a core's cache, and how a slab lies in a worker's own memory: rows one after another with the
/// zeros of the border between them, so that every tap of the kernel is one constant offset and a sweep along the memory needs to know nothing of
/// rows, borders or widths. What the sweep computes between two rows is dropped.
/// </summary>
internal sealed unsafe class SlabLayout
{
    /// <summary>Floats of a slab's maps: 512 KiB, half of a core's second-level cache on current processors.</summary>
    private const int CacheFloats = 128 << 10;

    /// <summary>Slabs there should be at least, so that threads find equal shares; more threads than that gain nothing on such a size.</summary>
    private const int FewestSlabs = 8;

    /// <summary>Floats that planes are rounded to, the widest vector's.</summary>
    private const int Alignment = 16;

    private readonly ConvolutionSize size;
    private readonly int depthSlabs;
    private readonly int rowSlabs;

    /// <summary>Cuts <paramref name="size"/> for a pass that keeps <paramref name="channels"/> maps of a slab at a time.</summary>
    public SlabLayout(ConvolutionSize size, int channels)
    {
        this.size = size;
        Border = size.KernelWidth / 2;
        Pitch = size.Width + Border;
        int rows = CacheFloats / (channels * size.KernelDepth * Pitch) - size.KernelHeight + 1;
        Rows = Math.Clamp(rows, 1, size.Height);
        rowSlabs = CeilingOf(size.Height, Rows);
        Rows = CeilingOf(size.Height, rowSlabs);
        PlaneStride = CeilingOf(((Rows + size.KernelHeight - 1) * Pitch) + Border, Alignment) * Alignment;
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

    /// <summary>Floats from one plane to the next.</summary>
    public int PlaneStride { get; }

    /// <summary>Floats from one padded input channel to the next.</summary>
    public int InputStride { get; }

    /// <summary>Most planes of a slab.</summary>
    public int Planes { get; }

    /// <summary>Most rows of a slab.</summary>
    public int Rows { get; }

    /// <summary>Number of slabs.</summary>
    public int Count => size.Samples * depthSlabs * rowSlabs;

    /// <summary>What a sweep may read beyond the last input channel, with strips of <paramref name="strip"/> floats.</summary>
    public int Slack(int strip) => strip + (size.KernelHeight * Pitch) + Alignment;

    /// <summary>The slab of that number.</summary>
    public ConvolutionSlab At(int index)
    {
        (int outer, int rowSlab) = Math.DivRem(index, rowSlabs);
        (int sample, int depthSlab) = Math.DivRem(outer, depthSlabs);
        int plane = depthSlab * Planes, row = rowSlab * Rows;
        return new ConvolutionSlab(sample, plane, Math.Min(Planes, size.Depth - plane), row, Math.Min(Rows, size.Height - row));
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
        int plane = slab.Rows * Pitch, together = ((slab.Planes - 1) * PlaneStride) + plane;
        return slab.Planes * CeilingOf(plane, strip) <= CeilingOf(together, strip)
            ? [.. Enumerable.Range(0, slab.Planes).Select(index => (index * PlaneStride, plane))]
            : [(0, together)];
    }

    /// <summary>Copies a slab's inputs with the border around them: <paramref name="maps"/> is <c>[N, C, D, H, W]</c>.</summary>
    public void CopyInputs(float* maps, float* target, ConvolutionSlab slab)
    {
        int firstPlane = slab.Plane - (size.KernelDepth / 2), firstRow = slab.Row - (size.KernelHeight / 2);
        int planes = slab.Planes + size.KernelDepth - 1, rows = slab.Rows + size.KernelHeight - 1;
        float* source = maps + ((long)slab.Sample * size.Inputs * size.Positions), end = maps + ((long)size.Samples * size.Inputs * size.Positions);
        for (int channel = 0; channel < size.Inputs; channel++, source += size.Positions)
        {
            for (int plane = 0; plane < planes; plane++)
            {
                CopyPlane(source, end, target + (channel * InputStride) + (plane * PlaneStride), firstPlane + plane, firstRow, rows, Border);
            }
        }
    }

    /// <summary>Copies a slab's gradients at the outputs with zeros between the rows, so that what the inputs hold there does not count; channels lie <paramref name="stride"/> apart.</summary>
    public void CopyGradients(float* maps, float* target, int stride, ConvolutionSlab slab)
    {
        float* source = maps + ((long)slab.Sample * size.Outputs * size.Positions), end = maps + ((long)size.Samples * size.Outputs * size.Positions);
        for (int channel = 0; channel < size.Outputs; channel++, source += size.Positions)
        {
            for (int plane = 0; plane < slab.Planes; plane++)
            {
                CopyPlane(source, end, target + ((long)channel * stride) + (plane * PlaneStride), slab.Plane + plane, slab.Row, slab.Rows, 0);
            }
        }
    }

    /// <summary>Copies a slab's results, without what lies between the rows, to <paramref name="maps"/>, <c>[N, C, D, H, W]</c>; channels lie <paramref name="stride"/> apart.</summary>
    public void CopyOutputs(float* source, int stride, float* maps, ConvolutionSlab slab)
    {
        float* target = maps + ((long)slab.Sample * size.Outputs * size.Positions);
        for (int channel = 0; channel < size.Outputs; channel++, target += size.Positions)
        {
            for (int plane = 0; plane < slab.Planes; plane++)
            {
                float* from = source + ((long)channel * stride) + (plane * PlaneStride);
                float* to = target + ((((long)slab.Plane + plane) * size.Height) + slab.Row) * size.Width;
                RowCopy.Packed(from, Pitch, to, size.Width, slab.Rows);
            }
        }
    }

    /// <summary>
    /// Writes one padded plane in full: <paramref name="before"/> zeros in front of the first row, zeros outside the maps and after the last row. The maps' memory ends at <paramref name="end"/>.
    /// </summary>
    private void CopyPlane(float* channel, float* end, float* target, int plane, int firstRow, int rows, int before)
    {
        int above = Math.Clamp(-firstRow, 0, rows), inside = plane < 0 || plane >= size.Depth ? 0 : Math.Clamp(size.Height - firstRow - above, 0, rows - above);
        float* first = target + before + (above * Pitch), after = first + (inside * Pitch), last = target + PlaneStride;
        new Span<float>(target, (int)(first - target)).Clear();
        if (inside > 0)
        {
            RowCopy.Padded(channel + ((((long)plane * size.Height) + firstRow + above) * size.Width), end, size.Width, first, last, Pitch, inside);
        }

        new Span<float>(after, (int)(last - after)).Clear();
    }

    private static int CeilingOf(int value, int divisor) => (value + divisor - 1) / divisor;
}
