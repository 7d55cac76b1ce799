namespace EventStereo.EventIO.Formats.Text;

/// <summary>
/// Reads decimal numbers from bytes, exactly: <c>-0.0038110005e1</c> in a unit of 10^6 is a whole number after one rounding, halves to the
/// even one. Nothing passes through a binary fraction.
/// </summary>
internal static class TextNumber
{
    /// <summary>Most digits that always fit a <see cref="ulong"/>.</summary>
    private const int SafeDigits = 19;
    private const int MaxExponent = 100_000;

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>Reads a number and goes past it; false, and anywhere, if there is none.</summary>
    /// <param name="text">Bytes that hold a line's end after the number, so that it cannot run over.</param>
    /// <param name="at">Where the number begins, and behind it.</param>
    /// <param name="power">The result is the number times ten to this, rounded.</param>
    /// <param name="value">The result; beyond the range of a <see cref="long"/> its nearest end.</param>
    /// <param name="exact">Whether nothing was rounded away.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, ref int at, int power, out long value, out bool exact)
    {
        int start = at;
        bool negative = text[at] == '-';
        if (negative || text[at] == '+')
        {
            at++;
        }

        int first = at;
        ulong digits = Digits(text, ref at, 0);
        int count = at - first, fraction = 0;
        if (text[at] == '.')
        {
            first = ++at;
            digits = Digits(text, ref at, digits);
            fraction = at - first;
            count += fraction;
        }

        if (count > SafeDigits || (text[at] | 0x20) == 'e')
        {
            at = start;
            return TryReadLong(text, ref at, power, out value, out exact);
        }

        value = Scale(digits, power - fraction, sticky: false, negative, out exact);
        return count > 0;
    }

    private static ulong Digits(ReadOnlySpan<byte> text, ref int at, ulong value)
    {
        int i = at;
        for (uint digit; (uint)i < (uint)text.Length && (digit = (uint)text[i] - '0') <= 9; i++)
        {
            value = (value * 10) + digit;
        }

        at = i;
        return value;
    }

    /// <summary>The same for any number of digits and with an exponent: the first 19 digits that count, and whether more follow.</summary>
    private static bool TryReadLong(ReadOnlySpan<byte> text, ref int at, int power, out long value, out bool exact)
    {
        bool negative = text[at] == '-', pointPassed = false, any = false, sticky = false;
        at += negative || text[at] == '+' ? 1 : 0;
        ulong digits = 0;
        long shift = power;
        for (int taken = 0; ; at++)
        {
            uint digit = (uint)text[at] - '0';
            if (text[at] == '.' && !pointPassed)
            {
                pointPassed = true;
            }
            else if (digit > 9)
            {
                break;
            }
            else
            {
                any = true;
                bool fits = taken < SafeDigits;
                digits = fits ? (digits * 10) + digit : digits;
                taken += fits && digits > 0 ? 1 : 0;
                sticky |= !fits && digit > 0;
                shift += (fits ? 0 : 1) - (pointPassed ? 1 : 0);
            }
        }

        bool good = any && TryReadExponent(text, ref at, ref shift);
        value = Scale(digits, (int)Math.Clamp(shift, -MaxExponent, MaxExponent), sticky, negative, out exact);
        return good;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int at, ref long shift)
    {
        if ((text[at] | 0x20) != 'e')
        {
            return true;
        }

        bool negative = text[++at] == '-';
        at += negative || text[at] == '+' ? 1 : 0;
        int exponent = 0, first = at;
        for (uint digit; (digit = (uint)text[at] - '0') <= 9; at++)
        {
            exponent = Math.Min((exponent * 10) + (int)digit, MaxExponent);
        }

        shift += negative ? -exponent : exponent;
        return at > first;
    }

    private static long Scale(ulong digits, int shift, bool sticky, bool negative, out bool exact)
    {
        ulong scaled = digits;
        exact = !sticky;
        if (shift > 0 && digits > 0)
        {
            UInt128 product = shift < PowersOfTen.Length ? (UInt128)digits * PowersOfTen[shift] : UInt128.MaxValue;
            scaled = product > long.MaxValue ? long.MaxValue : (ulong)product;
        }
        else if (shift < -SafeDigits)
        {
            exact &= digits == 0;
            scaled = 0;
        }
        else if (shift < 0)
        {
            ulong divisor = PowersOfTen[-shift], half = divisor / 2;

            // Nanoseconds are what recordings mostly have; a constant divides several times faster.
            scaled = shift == -3 ? digits / 1000 : digits / divisor;
            ulong rest = digits - (scaled * divisor);
            exact &= rest == 0;
            scaled += rest > half || (rest == half && (sticky || (scaled & 1) == 1)) ? 1u : 0;
        }

        long magnitude = (long)Math.Min(scaled, long.MaxValue);
        return negative ? -magnitude : magnitude;
    }
}
