namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Unpacks LZF (Marc Lehmann's LibLZF, format of lzf_d.c): a control byte below 32 begins a run of so many literals plus one; any
/// other carries a length in its upper three bits (7: more follows) and, with the byte after it, how far back to copy from.
/// </summary>
internal static class Lzf
{
    /// <summary>Length of what <paramref name="packed"/> unpacks to, -1 if it is damaged.</summary>
    public static long UnpackedLength(ReadOnlySpan<byte> packed)
    {
        long length = 0;
        for (int i = 0; i < packed.Length;)
        {
            if (!TryReadToken(packed, ref i, out int count, out int distance) || distance > length)
            {
                return -1;
            }

            length += count;
        }

        return length;
    }

    /// <summary>Whether <paramref name="packed"/> is sound and unpacks to exactly <paramref name="destination"/>, which then holds it.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        int at = 0;
        for (int i = 0; i < packed.Length;)
        {
            if (!TryReadToken(packed, ref i, out int count, out int distance) || distance > at || count > destination.Length - at)
            {
                return false;
            }

            if (distance == 0)
            {
                packed.Slice(i - count, count).CopyTo(destination[at..]);
            }
            else
            {
                CopyBack(destination, at, distance, count);
            }

            at += count;
        }

        return at == destination.Length;
    }

    /// <summary>Copies from what was unpacked; where the source overlaps the target, what is copied is copied on.</summary>
    private static void CopyBack(Span<byte> unpacked, int at, int distance, int count)
    {
        if (distance >= count)
        {
            unpacked.Slice(at - distance, count).CopyTo(unpacked[at..]);
        }
        else if (distance == 1)
        {
            unpacked.Slice(at, count).Fill(unpacked[at - 1]);
        }
        else
        {
            for (int k = at; k < at + count; k++)
            {
                unpacked[k] = unpacked[k - distance];
            }
        }
    }

    /// <summary>Reads a token and passes over its literals; a distance of 0 means literals.</summary>
    private static bool TryReadToken(ReadOnlySpan<byte> packed, ref int i, out int count, out int distance)
    {
        int control = packed[i++];
        distance = 0;
        if (control < 32)
        {
            count = control + 1;
            i += count;
            return i <= packed.Length;
        }

        count = control >> 5;
        if (count == 7)
        {
            count += i < packed.Length ? packed[i] : 0;
            i++;
        }

        count += 2;
        distance = ((control & 0x1F) << 8) + (i < packed.Length ? packed[i] : 0) + 1;
        i++;
        return i <= packed.Length;
    }
}
