using System.Numerics;
using System.Runtime.InteropServices;

namespace EventStereo.Energy;

/// <summary>Counts, exactly, the synaptic operations that an input causes in a convolution.</summary>
public static class SynapticOperationCounter
{
    private static readonly int[] NoFanOut = new int[4096];

    /// <summary>
    /// Measures <paramref name="input"/>, one or more samples of <paramref name="shape"/>'s input, <c>[B, C, D, H, W]</c>
    /// (D is 1 for pictures): <c>operations = sum over non-zero x[c, d, h, w] of fan_d[d] fan_h[h] fan_w[w] C_out / groups</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The length is not a multiple of one sample.</exception>
    public static InputActivity Count(ReadOnlySpan<float> input, ConvolutionShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (input.Length % shape.InputElements != 0)
        {
            throw new ArgumentException($"{input.Length} elements are not whole samples of {shape.InputElements}", nameof(input));
        }

        int[] fanDepth = shape.FanOutAlongDepth(), fanHeight = shape.FanOutAlongHeight(), fanWidth = shape.FanOutAlongWidth();
        int width = shape.Input.Width;
        InputActivity total = default;
        long weighted = 0;
        for (int row = 0, start = 0; start < input.Length; row++, start += width)
        {
            InputActivity one = CountRow(input.Slice(start, width), fanWidth);
            int h = row % fanHeight.Length;
            int d = row / fanHeight.Length % fanDepth.Length;
            weighted += one.SynapticOperations * fanHeight[h] * fanDepth[d];
            total = total.Plus(one);
        }

        return total with { SynapticOperations = weighted * (shape.OutputChannels / shape.Groups) };
    }

    /// <summary>Elements, non-zeros and kind of values that reach no synapse.</summary>
    public static InputActivity CountValues(ReadOnlySpan<float> values)
    {
        InputActivity total = default;
        for (int start = 0; start < values.Length; start += NoFanOut.Length)
        {
            int length = Math.Min(NoFanOut.Length, values.Length - start);
            total = total.Plus(CountRow(values.Slice(start, length), NoFanOut.AsSpan(0, length)));
        }

        return total;
    }

    /// <summary>One row; its synaptic operations are those of the row's axis alone.</summary>
    internal static InputActivity CountRow(ReadOnlySpan<float> row, ReadOnlySpan<int> fanOut)
    {
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(row);
        ReadOnlySpan<Vector<int>> weights = MemoryMarshal.Cast<int, Vector<int>>(fanOut);
        Vector<int> nonZeros = default, operations = default, notBinary = default, notTernary = default;
        for (int i = 0; i < values.Length; i++)
        {
            Vector<float> value = values[i];
            Vector<int> isNonZero = ~Vector.Equals(value, Vector<float>.Zero);
            nonZeros -= isNonZero; // true is -1
            operations += isNonZero & weights[i];
            notBinary |= isNonZero & ~Vector.Equals(value, Vector<float>.One);
            notTernary |= isNonZero & ~Vector.Equals(Vector.Abs(value), Vector<float>.One);
        }

        int done = values.Length * Vector<float>.Count;
        InputActivity tail = CountRowScalar(row[done..], fanOut[done..]);
        InputKind kind = notTernary != default ? InputKind.Real : notBinary != default ? InputKind.Ternary : InputKind.Binary;
        return tail.Plus(new InputActivity(done, Vector.Sum(nonZeros), Vector.Sum(operations), kind));
    }

    /// <summary>The reference of <see cref="CountRow"/>, one element at a time.</summary>
    internal static InputActivity CountRowScalar(ReadOnlySpan<float> row, ReadOnlySpan<int> fanOut)
    {
        long nonZeros = 0, operations = 0;
        InputKind kind = InputKind.Binary;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == 0f)
            {
                continue;
            }

            nonZeros++;
            operations += fanOut[i];
            InputKind own = row[i] == 1f ? InputKind.Binary : row[i] == -1f ? InputKind.Ternary : InputKind.Real;
            kind = (InputKind)Math.Max((int)kind, (int)own);
        }

        return new InputActivity(row.Length, nonZeros, operations, kind);
    }
}
