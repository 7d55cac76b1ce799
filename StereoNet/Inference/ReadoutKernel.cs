using System.Buffers;
using System.Runtime.Intrinsics;

namespace EventStereo.StereoNet.Inference;

/// <summary>
/// The read-out of an inference in one pass: bins are interpolated for eight pixels at a time, searched for the best and summed around
/// it while they lie in the first cache, so that the map of logits <c>[bins, H, W]</c>, 11.5 MB at 346x260, is never made.
/// <see cref="ReadoutReference"/> is the same in scalar form. What a pixel gets does not depend on the number of threads.
/// </summary>
public static unsafe class ReadoutKernel
{
    private const int Lanes = 8;

    /// <summary>Similarities <c>[D, h, w]</c> to disparity in px <c>[H, W]</c>, on at most <paramref name="threads"/> threads.</summary>
    public static void Run(ReadOnlySpan<float> similarities, ReadoutGrid grid, Span<float> disparityPx, int threads)
    {
        ArgumentNullException.ThrowIfNull(grid);
        grid.Require(similarities.Length, disparityPx.Length);
        int strips = (grid.Size.Height + grid.Stride - 1) / grid.Stride;
        fixed (float* pSimilarities = similarities, pDisparity = disparityPx)
        {
            nint from = (nint)pSimilarities, to = (nint)pDisparity;
            if (threads <= 1)
            {
                using Strip alone = new((float*)from, (float*)to, grid);
                for (int strip = 0; strip < strips; strip++)
                {
                    alone.Run(strip);
                }

                return;
            }

            Parallel.For(
                0,
                strips,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                () => new Strip((float*)from, (float*)to, grid),
                (strip, _, worker) =>
                {
                    worker.Run(strip);
                    return worker;
                },
                worker => worker.Dispose());
        }
    }

    /// <summary>One worker's scratch: rows of binned similarities, padded so that vectors may read beyond the last column.</summary>
    private sealed class Strip : IDisposable
    {
        private readonly float* similarities;
        private readonly float* disparityPx;
        private readonly ReadoutGrid grid;
        private readonly int padded;
        private readonly float[] scratch;

        public Strip(float* similarities, float* disparityPx, ReadoutGrid grid)
        {
            this.similarities = similarities;
            this.disparityPx = disparityPx;
            this.grid = grid;
            padded = ((grid.Columns + Lanes - 1) / Lanes * Lanes) + Lanes;
            scratch = ArrayPool<float>.Shared.Rent((3 * grid.Bins * padded) + ((grid.Bins + (2 * grid.Reach)) * Lanes));
        }

        /// <summary>The map's rows from grid row <paramref name="strip"/> to before the next one.</summary>
        public void Run(int strip)
        {
            int row = grid.Bins * padded;
            fixed (float* above = scratch)
            {
                float* below = above + row, between = below + row, logits = between + row + (grid.Reach * Lanes);
                LoadRow(strip, above);
                LoadRow(Math.Min(strip + 1, grid.Rows - 1), below);

                // Bins outside the range weigh nothing.
                new Span<float>(logits - (grid.Reach * Lanes), grid.Reach * Lanes).Fill(float.NegativeInfinity);
                new Span<float>(logits + (grid.Bins * Lanes), grid.Reach * Lanes).Fill(float.NegativeInfinity);
                int first = strip * grid.Stride;
                for (int y = first; y < Math.Min(first + grid.Stride, grid.Size.Height); y++)
                {
                    Blend(above, below, (float)(y - first) / grid.Stride, between);
                    for (int phase = 0; phase < grid.Stride; phase++)
                    {
                        WritePhase(between, logits, phase, disparityPx + ((long)y * grid.Size.Width));
                    }
                }
            }
        }

        public void Dispose() => ArrayPool<float>.Shared.Return(scratch);

        /// <summary>Row <paramref name="row"/> of the grid at every bin, the last column repeated into the padding.</summary>
        private void LoadRow(int row, float* bins)
        {
            for (int bin = 0; bin < grid.Bins; bin++, bins += padded)
            {
                float* lower = similarities + ((((long)grid.Slice[bin] * grid.Rows) + row) * grid.Columns);
                float* upper = grid.Share[bin] == 0 ? lower : lower + ((long)grid.Rows * grid.Columns);
                float share = grid.Share[bin];
                for (int x = 0; x < grid.Columns; x++)
                {
                    bins[x] = share == 0 ? lower[x] : (lower[x] * (1 - share)) + (upper[x] * share);
                }

                new Span<float>(bins + grid.Columns, padded - grid.Columns).Fill(bins[grid.Columns - 1]);
            }
        }

        private void Blend(float* above, float* below, float share, float* between)
        {
            Vector256<float> down = Vector256.Create(share), up = Vector256.Create(1 - share);
            for (int i = 0; i < grid.Bins * padded; i += Lanes)
            {
                ((Vector256.Load(above + i) * up) + (Vector256.Load(below + i) * down)).Store(between + i);
            }
        }

        /// <summary>Every stride-th pixel of a row of the map, from column <paramref name="phase"/> on.</summary>
        private void WritePhase(float* row, float* logits, int phase, float* map)
        {
            Vector256<float> right = Vector256.Create((float)phase / grid.Stride), left = Vector256.Create(1 - ((float)phase / grid.Stride));
            float* answer = stackalloc float[Lanes];
            for (int at = 0; (at * grid.Stride) + phase < grid.Size.Width; at += Lanes)
            {
                Vector256<float> highest = Vector256.Create(float.NegativeInfinity);
                Vector256<int> best = Vector256<int>.Zero;
                float* place = row + at;
                for (int bin = 0; bin < grid.Bins; bin++, place += padded)
                {
                    Vector256<float> logit = (Vector256.Load(place) * left) + (Vector256.Load(place + 1) * right);
                    logit.Store(logits + (bin * Lanes));
                    Vector256<float> better = Vector256.GreaterThan(logit, highest);
                    highest = Vector256.ConditionalSelect(better, logit, highest);
                    best = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(bin), best);
                }

                Expectation(logits, highest, best).Store(answer);
                int pixels = Math.Min(Lanes, (grid.Size.Width - phase - (at * grid.Stride) + grid.Stride - 1) / grid.Stride);
                for (int lane = 0; lane < pixels; lane++)
                {
                    map[((at + lane) * grid.Stride) + phase] = answer[lane];
                }
            }
        }

        /// <summary>The expected disparity around each lane's best bin.</summary>
        private Vector256<float> Expectation(float* logits, Vector256<float> highest, Vector256<int> best)
        {
            int* bin = stackalloc int[Lanes];
            float* near = stackalloc float[Lanes];
            best.Store(bin);
            Vector256<float> weights = Vector256<float>.Zero, moment = Vector256<float>.Zero;
            for (int offset = -grid.Reach; offset <= grid.Reach; offset++)
            {
                for (int lane = 0; lane < Lanes; lane++)
                {
                    near[lane] = logits[((bin[lane] + offset) * Lanes) + lane];
                }

                Vector256<float> weight = Vector256.Exp(Vector256.Load(near) - highest);
                weights += weight;
                moment += weight * (float)offset;
            }

            return (Vector256.ConvertToSingle(best) + (moment / weights)) * (float)grid.BinStepPx;
        }
    }
}
