using System.Numerics;
using System.Runtime.InteropServices;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Baselines;

/// <summary>The best correlations so far of a strip of rows; see <see cref="CorrelationBaseline"/>. Disparities of one row offset come in rising order.</summary>
internal sealed class CorrelationStrip
{
    private readonly short[] left;
    private readonly short[] right;
    private readonly SensorSize sensor;
    private readonly int radius;
    private readonly int fromRow;
    private readonly int toRow;
    private readonly int channels;
    private readonly short[] columns;
    private readonly Best[] best;
    private readonly int[] last;

    public CorrelationStrip(short[] left, short[] right, SensorSize sensor, int radius, int fromRow, int toRow)
    {
        (this.left, this.right) = (left, right);
        (this.sensor, this.radius, this.fromRow, this.toRow) = (sensor, radius, fromRow, toRow);
        channels = left.Length / sensor.Pixels;
        columns = new short[sensor.Width];
        best = new Best[(toRow - fromRow) * sensor.Width];
        last = new int[best.Length];
    }

    /// <summary>Scores one disparity at one row offset of the right camera at each pixel of the strip.</summary>
    public void Score(int disparity, int rowOffset)
    {
        Array.Clear(columns);
        for (int v = fromRow - radius; v < fromRow + radius; v++)
        {
            AddRow(v, disparity, rowOffset, add: true);
        }

        for (int y = fromRow; y < toRow; y++)
        {
            AddRow(y + radius, disparity, rowOffset, add: true);
            ScoreRow(y, disparity, rowOffset);
            AddRow(y - radius, disparity, rowOffset, add: false);
        }
    }

    /// <summary>Writes the disparities of the strip's rows into the whole map.</summary>
    public void Write(float[] disparityPx)
    {
        for (int i = 0; i < best.Length; i++)
        {
            disparityPx[(fromRow * sensor.Width) + i] = best[i].DisparityPx;
        }
    }

    /// <summary>Adds the products of row <paramref name="v"/>, summed over channels, to each column's sum, or takes them off again.</summary>
    private void AddRow(int v, int disparity, int rowOffset, bool add)
    {
        int rightRow = v + rowOffset;
        if (v < 0 || v >= sensor.Height || rightRow < 0 || rightRow >= sensor.Height)
        {
            return;
        }

        Span<short> sums = columns.AsSpan(disparity);
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<short> l = left.AsSpan((((c * sensor.Height) + v) * sensor.Width) + disparity, sums.Length);
            ReadOnlySpan<short> r = right.AsSpan(((c * sensor.Height) + rightRow) * sensor.Width, sums.Length);
            MultiplyAdd(l, r, sums, add);
        }
    }

    private static void MultiplyAdd(ReadOnlySpan<short> l, ReadOnlySpan<short> r, Span<short> sums, bool add)
    {
        ReadOnlySpan<Vector<short>> lv = MemoryMarshal.Cast<short, Vector<short>>(l);
        ReadOnlySpan<Vector<short>> rv = MemoryMarshal.Cast<short, Vector<short>>(r);
        Span<Vector<short>> sv = MemoryMarshal.Cast<short, Vector<short>>(sums);
        for (int i = 0; i < sv.Length; i++)
        {
            Vector<short> product = lv[i] * rv[i];
            sv[i] = add ? sv[i] + product : sv[i] - product;
        }

        for (int i = sv.Length * Vector<short>.Count; i < sums.Length; i++)
        {
            int product = l[i] * r[i];
            sums[i] += (short)(add ? product : -product);
        }
    }

    private void ScoreRow(int y, int disparity, int rowOffset)
    {
        int rightRow = y + rowOffset;
        if (rightRow < 0 || rightRow >= sensor.Height)
        {
            return;
        }

        int width = sensor.Width;
        Span<Best> bests = best.AsSpan((y - fromRow) * width, width);
        Span<int> lasts = last.AsSpan((y - fromRow) * width, width);
        int sum = 0;
        for (int u = disparity - radius; u < disparity + radius; u++)
        {
            sum += (uint)u < (uint)width ? columns[u] : 0;
        }

        for (int x = disparity; x < width; x++)
        {
            sum += x + radius < width ? columns[x + radius] : 0;
            bests[x].Offer(sum, disparity == 0 ? float.NaN : lasts[x], disparity, rowOffset);
            lasts[x] = sum;
            sum -= x - radius >= 0 ? columns[x - radius] : 0;
        }
    }

    /// <summary>The best score of a pixel with those of the disparities before and after it.</summary>
    private struct Best
    {
        private float score;
        private float before;
        private float after;
        private short disparity;
        private short rowOffset;

        /// <summary>The disparity with its fraction; NaN if no score was above 0.</summary>
        public readonly float DisparityPx
        {
            get
            {
                if (score <= 0)
                {
                    return float.NaN;
                }

                // Vertex of the parabola through (-1, before), (0, score), (1, after): within half a pixel, since score is the highest.
                // At either end of the range a neighbour is missing (NaN), which makes the comparison false.
                float curvature = before - (2 * score) + after;
                return curvature < 0 ? disparity + ((before - after) / (2 * curvature)) : disparity;
            }
        }

        public void Offer(float offered, float offeredBefore, int offeredDisparity, int offeredRowOffset)
        {
            if (offered > score)
            {
                (score, before, after) = (offered, offeredBefore, float.NaN);
                (disparity, rowOffset) = ((short)offeredDisparity, (short)offeredRowOffset);
            }
            else if (offeredDisparity == disparity + 1 && offeredRowOffset == rowOffset && score > 0)
            {
                after = offered;
            }
        }
    }
}
