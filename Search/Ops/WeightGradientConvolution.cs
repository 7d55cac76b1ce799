using System.Runtime.InteropServices;

namespace EventStereo.Search.Ops;

/// <summary>
/// Gradients at a convolution's weights over plain memory. A worker takes its share of the slabs, the same for one number of threads every time,
/// and sums in vectors; lanes are added up at the end, workers in order.
/// </summary>
/// <typeparam name="TStrip">The strip of this processor.</typeparam>
internal sealed unsafe class WeightGradientConvolution<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    /// <summary>Positions that one tile goes over at a time: six channels of them are half of a first-level cache.</summary>
    private const int ChunkPositions = 1024;

    /// <summary>What loading and storing a tile's sums costs beside the products of one strip, all of it from the second-level cache.</summary>
    private const int SweepStrips = 8;

    private readonly ConvolutionSize size;
    private readonly SlabLayout layout;
    private readonly float* input;
    private readonly float* outputGradient;
    private readonly int[] offsets;
    private readonly int paddedTerms;

    /// <summary>Prepares the pass.</summary>
    /// <param name="size">The sizes.</param>
    /// <param name="input"><c>[N, Inputs, D, H, W]</c>.</param>
    /// <param name="outputGradient"><c>[N, Outputs, D, H, W]</c>.</param>
    public WeightGradientConvolution(ConvolutionSize size, float* input, float* outputGradient)
    {
        this.size = size;
        this.input = input;
        this.outputGradient = outputGradient;
        layout = new SlabLayout(size, size.Inputs + size.Outputs, TStrip.Lanes, SweepStrips);
        paddedTerms = (size.Terms + TStrip.Vectors - 1) / TStrip.Vectors * TStrip.Vectors;
        offsets = new int[paddedTerms]; // those beyond the terms read somewhere and are dropped
        layout.Offsets().CopyTo(offsets, 0);
    }

    /// <summary>Writes <c>[Outputs, Inputs, taps]</c> on <paramref name="threads"/> threads.</summary>
    public void Run(Span<float> weightGradient, int threads)
    {
        weightGradient.Clear();
        int shares = Math.Min(threads, layout.Count);
        Worker[] workers = new Worker[shares];
        try
        {
            for (int share = 0; share < shares; share++)
            {
                workers[share] = new Worker(this);
            }

            if (shares == 1)
            {
                workers[0].Run(0, layout.Count);
            }
            else
            {
                ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
                Parallel.For(0, shares, options, share => workers[share].Run((int)((long)layout.Count * share / shares), (int)((long)layout.Count * (share + 1) / shares)));
            }

            foreach (Worker worker in workers)
            {
                worker.AddTo(weightGradient);
            }
        }
        finally
        {
            foreach (Worker? worker in workers)
            {
                worker?.Dispose();
            }
        }
    }

    /// <summary>A share's own memory.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly WeightGradientConvolution<TStrip> pass;
        private readonly float* maps;
        private readonly float* gradients;
        private readonly float* sums;
        private readonly int gradientStride;

        public Worker(WeightGradientConvolution<TStrip> pass)
        {
            this.pass = pass;
            ConvolutionSize size = pass.size;
            SlabLayout layout = pass.layout;
            int slack = layout.Slack(TStrip.Lanes), inputs = size.Inputs * layout.InputStride;
            maps = NativeFloats.Allocate((long)inputs + slack);
            new Span<float>(maps + inputs, slack).Clear(); // finite, as it meets gradients of zero
            gradientStride = layout.Planes * layout.PlaneStride;
            gradients = NativeFloats.Allocate((long)size.Outputs * gradientStride);
            sums = NativeFloats.Allocate((long)size.Outputs * pass.paddedTerms * TStrip.Lanes);
            new Span<float>(sums, size.Outputs * pass.paddedTerms * TStrip.Lanes).Clear();
        }

        public void Run(int fromSlab, int toSlab)
        {
            fixed (int* offsets = pass.offsets)
            {
                for (int index = fromSlab; index < toSlab; index++)
                {
                    ConvolutionSlab slab = pass.layout.At(index);
                    pass.layout.CopyInputs(pass.input, maps, slab);
                    pass.layout.CopyGradients(pass.outputGradient, gradients, gradientStride, slab);
                    foreach ((int start, int length) in pass.layout.Sweeps(slab, TStrip.Lanes))
                    {
                        for (int done = 0; done < length; done += ChunkPositions)
                        {
                            Correlate(offsets, start + done, Math.Min(ChunkPositions, length - done));
                        }
                    }
                }
            }
        }

        public void AddTo(Span<float> weightGradient)
        {
            ConvolutionSize size = pass.size;
            int rows, planeTaps = size.KernelHeight * size.KernelWidth, lanes = TStrip.Lanes, strip = lanes * TStrip.Vectors;
            for (int channel = 0; channel < size.Outputs; channel += rows)
            {
                rows = ConvolutionTile<TStrip>.RowsOf(size.Outputs - channel);
                for (int term = 0; term < size.Terms; term++)
                {
                    (int plane, int rest) = Math.DivRem(term, size.Inputs * planeTaps);
                    (int input, int tap) = Math.DivRem(rest, planeTaps);
                    float* block = sums + (((long)channel * pass.paddedTerms) + ((long)(term / TStrip.Vectors) * TStrip.Vectors * rows)) * lanes;
                    for (int row = 0; row < rows; row++)
                    {
                        ReadOnlySpan<float> vector = new(block + (row * strip) + (term % TStrip.Vectors * lanes), lanes);
                        float sum = 0f;
                        foreach (float lane in vector)
                        {
                            sum += lane;
                        }

                        weightGradient[((channel + row) * size.Terms) + (input * size.Taps) + (plane * planeTaps) + tap] += sum;
                    }
                }
            }
        }

        public void Dispose()
        {
            NativeMemory.AlignedFree(maps);
            NativeMemory.AlignedFree(gradients);
            NativeMemory.AlignedFree(sums);
        }

        private void Correlate(int* offsets, int position, int length)
        {
            int rows;
            for (int channel = 0; channel < pass.size.Outputs; channel += rows)
            {
                rows = ConvolutionTile<TStrip>.RowsOf(pass.size.Outputs - channel);
                float* block = sums + ((long)channel * pass.paddedTerms * TStrip.Lanes);
                float* gradient = gradients + ((long)channel * gradientStride) + position;
                for (int term = 0; term < pass.paddedTerms; term += TStrip.Vectors, block += rows * TStrip.Vectors * TStrip.Lanes)
                {
                    ConvolutionTile<TStrip>.Correlate(rows, maps + position, offsets + term, gradient, gradientStride, length, block);
                }
            }
        }
    }
}
