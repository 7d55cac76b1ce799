using System.Numerics;
using System.Runtime.InteropServices;
using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>Takes the numbers of one column out of rows, as whole ones.</summary>
internal static class NpyColumnReader
{
    /// <summary>Stands for a value that cannot be meant: not whole, not finite, or beyond every limit.</summary>
    public const long Bad = long.MinValue;

    /// <summary>Takes a column as it is; a fraction is <see cref="Bad"/>.</summary>
    /// <param name="rows">Whole rows.</param>
    /// <param name="rowBytes">Bytes of one.</param>
    /// <param name="field">The column.</param>
    /// <param name="values">One a row.</param>
    public static void Whole(ReadOnlySpan<byte> rows, int rowBytes, NpyField field, Span<long> values)
    {
        switch (field.Type)
        {
            case ('f', 2):
                Fractions<Half>(rows, rowBytes, field.Offset, values, 1, wholeOnly: true);
                break;
            case ('f', 4):
                Fractions<float>(rows, rowBytes, field.Offset, values, 1, wholeOnly: true);
                break;
            case ('f', 8):
                Fractions<double>(rows, rowBytes, field.Offset, values, 1, wholeOnly: true);
                break;
            default:
                Integers(rows, rowBytes, field, values);
                break;
        }
    }

    /// <summary>Takes times to microseconds, rounded once, halves to the even one.</summary>
    public static void Times(ReadOnlySpan<byte> rows, int rowBytes, NpyField field, TimeUnit unit, Span<long> values)
    {
        double factor = unit switch { TimeUnit.Seconds => 1e6, TimeUnit.Milliseconds => 1e3, TimeUnit.Microseconds => 1, _ => 1e-3 };
        switch (field.Type)
        {
            case ('f', 2):
                Fractions<Half>(rows, rowBytes, field.Offset, values, factor, wholeOnly: false);
                break;
            case ('f', 4):
                Fractions<float>(rows, rowBytes, field.Offset, values, factor, wholeOnly: false);
                break;
            case ('f', 8):
                Fractions<double>(rows, rowBytes, field.Offset, values, factor, wholeOnly: false);
                break;
            default:
                Integers(rows, rowBytes, field, values);
                Scale(values, unit);
                break;
        }
    }

    private static void Integers(ReadOnlySpan<byte> rows, int rowBytes, NpyField field, Span<long> values)
    {
        switch (field.Type)
        {
            case ('i', 1):
                Integers<sbyte>(rows, rowBytes, field.Offset, values);
                break;
            case ('i', 2):
                Integers<short>(rows, rowBytes, field.Offset, values);
                break;
            case ('i', 4):
                Integers<int>(rows, rowBytes, field.Offset, values);
                break;
            case ('i', 8):
                Integers<long>(rows, rowBytes, field.Offset, values);
                break;
            case ('u', 2):
                Integers<ushort>(rows, rowBytes, field.Offset, values);
                break;
            case ('u', 4):
                Integers<uint>(rows, rowBytes, field.Offset, values);
                break;
            case ('u', 8):
                Integers<ulong>(rows, rowBytes, field.Offset, values);
                break;
            default:
                Integers<byte>(rows, rowBytes, field.Offset, values);
                break;
        }
    }

    private static void Integers<T>(ReadOnlySpan<byte> rows, int rowBytes, int offset, Span<long> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (rowBytes == Marshal.SizeOf<T>())
        {
            ReadOnlySpan<T> column = MemoryMarshal.Cast<byte, T>(rows)[..values.Length];
            for (int i = 0; i < column.Length; i++)
            {
                values[i] = long.CreateSaturating(column[i]);
            }

            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = long.CreateSaturating(MemoryMarshal.Read<T>(rows[((i * rowBytes) + offset)..]));
        }
    }

    private static void Fractions<T>(ReadOnlySpan<byte> rows, int rowBytes, int offset, Span<long> values, double factor, bool wholeOnly)
        where T : unmanaged, IFloatingPoint<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(MemoryMarshal.Read<T>(rows[((i * rowBytes) + offset)..])) * factor;
            double whole = Math.Round(value);

            // Also false for NaN.
            bool good = Math.Abs(whole) < EventColumnName.LimitUs && (!wholeOnly || whole == value);
            values[i] = good ? (long)whole : Bad;
        }
    }

    private static void Scale(Span<long> values, TimeUnit unit)
    {
        long factor = unit switch { TimeUnit.Seconds => 1_000_000, TimeUnit.Milliseconds => 1_000, _ => 1 };
        long limit = EventColumnName.LimitUs / factor;
        for (int i = 0; i < values.Length && unit != TimeUnit.Microseconds; i++)
        {
            long value = values[i];
            values[i] = unit == TimeUnit.Nanoseconds ? Thousandth(value) : value > -limit && value < limit ? value * factor : Bad;
        }
    }

    /// <summary>Nanoseconds to microseconds, halves to the even one.</summary>
    private static long Thousandth(long value)
    {
        long floor = (value / 1000) - (value % 1000 < 0 ? 1 : 0);
        long rest = value - (floor * 1000);
        return floor + (rest > 500 || (rest == 500 && (floor & 1) != 0) ? 1 : 0);
    }
}
