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

    /// <summary>Unpacks a stream that <see cref="UnpackedLength"/> found sound into that many bytes.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        int at = 0;
        for (int i = 0; i < packed.Length;)
        {
            _ = TryReadToken(packed, ref i, out int count, out int distance);
            if (distance == 0)
            {
                packed.Slice(i - count, count).CopyTo(destination[at..]);
            }
            else
            {
                // Byte by byte: the source may overlap what is being written.
                for (int k = at; k < at + count; k++)
                {
                    destination[k] = destination[k - distance];
                }
            }

            at += count;
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
