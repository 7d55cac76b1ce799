using System.Runtime.InteropServices;

namespace EventStereo.Search.Ops;

/// <summary>One pass of a convolution over plain memory: a worker copies a slab's inputs with their border, sweeps over it, and copies the results out.</summary>
/// <typeparam name="TStrip">The strip of this processor.</typeparam>
internal sealed unsafe class ForwardConvolution<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    private readonly ConvolutionSize size;
    private readonly SlabLayout layout;
    private readonly float* input;
    private readonly float* packed;
    private readonly float* bias;
    private readonly float* output;
    private readonly int strip = TStrip.Lanes * TStrip.Vectors;

    /// <summary>Prepares the pass.</summary>
    /// <param name="size">The sizes.</param>
    /// <param name="input"><c>[N, Inputs, D, H, W]</c>.</param>
    /// <param name="packed">Weights as <see cref="PackedWeights"/> lays them.</param>
    /// <param name="bias"><c>[Outputs]</c>.</param>
    /// <param name="output"><c>[N, Outputs, D, H, W]</c>.</param>
    public ForwardConvolution(ConvolutionSize size, float* input, float* packed, float* bias, float* output)
    {
        this.size = size;
        this.input = input;
        this.packed = packed;
        this.bias = bias;
        this.output = output;
        layout = new SlabLayout(size, size.Inputs, strip, sweepStrips: 0);
    }

    /// <summary>Runs it on <paramref name="threads"/> threads; the result does not depend on how many.</summary>
    public void Run(int threads)
    {
        int[] offsets = layout.Offsets();
        if (threads == 1 || layout.Count == 1)
        {
            using Worker worker = new(this, offsets);
            for (int slab = 0; slab < layout.Count; slab++)
            {
                worker.Run(layout.At(slab));
            }

            return;
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        Parallel.For(0, layout.Count, options, () => new Worker(this, offsets), (slab, _, worker) => worker.Run(layout.At(slab)), worker => worker.Dispose());
    }

    /// <summary>A thread's own memory.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly ForwardConvolution<TStrip> pass;
        private readonly float* maps;
        private readonly float* results;
        private readonly int* offsets;
        private readonly int resultStride;

        public Worker(ForwardConvolution<TStrip> pass, int[] offsets)
        {
            this.pass = pass;
            ConvolutionSize size = pass.size;
            SlabLayout layout = pass.layout;
            resultStride = (layout.Planes * layout.PlaneStride) + pass.strip;
            int slack = layout.Slack(pass.strip), inputs = size.Inputs * layout.InputStride;
            maps = NativeFloats.Allocate((long)inputs + slack);
            new Span<float>(maps + inputs, slack).Clear();
            results = NativeFloats.Allocate((long)size.Outputs * resultStride);
            this.offsets = (int*)NativeFloats.Allocate(offsets.Length);
            offsets.CopyTo(new Span<int>(this.offsets, offsets.Length));
        }

        public Worker Run(ConvolutionSlab slab)
        {
            pass.layout.CopyInputs(pass.input, maps, slab);
            foreach ((int start, int length) in pass.layout.Sweeps(slab, pass.strip))
            {
                (int first, int terms) = TermsInside(slab, start, length);
                for (int position = start; position < start + length; position += pass.strip)
                {
                    Sum(position, first, terms);
                }
            }

            pass.layout.CopyOutputs(results, resultStride, pass.output, slab);
            return this;
        }

        public void Dispose()
        {
            NativeMemory.AlignedFree(maps);
            NativeMemory.AlignedFree(results);
            NativeMemory.AlignedFree(offsets);
        }

        private void Sum(int position, int first, int terms)
        {
            int rows, all = pass.size.Terms;
            for (int channel = 0; channel < pass.size.Outputs; channel += rows)
            {
                rows = ConvolutionTile<TStrip>.RowsOf(pass.size.Outputs - channel);
                float* weights = pass.packed + ((long)channel * all) + ((long)first * rows);
                ConvolutionTile<TStrip>.Sum(rows, maps + position, offsets + first, weights, terms, pass.bias + channel, results + ((long)channel * resultStride) + position, resultStride);
            }
        }

        /// <summary>The products of a sweep over one plane that are not with planes of zeros: they follow one another, kernel planes being outermost.</summary>
        private (int First, int Terms) TermsInside(ConvolutionSlab slab, int start, int length)
        {
            ConvolutionSize size = pass.size;
            if (length > pass.layout.PlaneStride)
            {
                return (0, size.Terms);
            }

            int plane = slab.Plane + (start / pass.layout.PlaneStride), reach = size.KernelDepth / 2, each = size.Terms / size.KernelDepth;
            int from = Math.Max(0, reach - plane), to = Math.Min(size.KernelDepth, size.Depth + reach - plane);
            return (from * each, (to - from) * each);
        }
    }
}
