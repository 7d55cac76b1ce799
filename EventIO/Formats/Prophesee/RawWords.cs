using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Tells encodings apart by their words, for files whose header does not name them.</summary>
internal static class RawWords
{
    private const int MaxWords = 4096;

    /// <summary>Types that EVT 2.0 and EVT 2.1 have.</summary>
    private const uint Evt2Types = 0b1100_0101_0000_0011;

    /// <summary>Types that EVT 3.0 has.</summary>
    private const uint Evt3Types = 0b1100_0101_1111_1101;

    /// <summary>The encoding of which every word has a type and one says the time; unknown if there is none.</summary>
    public static RawEncoding Guess(ReadOnlySpan<byte> words) =>
        UpperHalvesAreSound(words, highHalfFirst: false) || UpperHalvesAreSound(words, highHalfFirst: true) ? RawEncoding.Evt21
        : AreSound(words, sizeof(uint), Evt2Types, 0) ? RawEncoding.Evt2
        : AreSound(words, sizeof(ushort), Evt3Types, 0) ? RawEncoding.Evt3
        : RawEncoding.Unknown;

    /// <summary>Whether the upper half of EVT 2.1's words comes first: whether more of them say the time like that.</summary>
    public static bool IsHighHalfFirst(ReadOnlySpan<byte> words) => Times(words, highHalfFirst: true) > Times(words, highHalfFirst: false);

    private static bool UpperHalvesAreSound(ReadOnlySpan<byte> words, bool highHalfFirst) =>
        Times(words, highHalfFirst) > 0 && AreSound(words, sizeof(ulong), Evt2Types, highHalfFirst ? sizeof(uint) : 0);

    /// <param name="words">The data.</param>
    /// <param name="wordBytes">Bytes of a word.</param>
    /// <param name="types">The types that there are, a bit each.</param>
    /// <param name="fromEnd">Bytes between the byte that has the type and the word's end.</param>
    private static bool AreSound(ReadOnlySpan<byte> words, int wordBytes, uint types, int fromEnd)
    {
        bool saysTime = false;
        int count = Math.Min(words.Length / wordBytes, MaxWords);
        for (int i = 0; i < count; i++)
        {
            int type = words[((i + 1) * wordBytes) - 1 - fromEnd] >> 4;
            if (((types >> type) & 1) == 0)
            {
                return false;
            }

            saysTime |= type == Evt2Words.TimeHigh;
        }

        return saysTime;
    }

    /// <summary>Number of EVT 2.1's words that are a TIME_HIGH, whose lower half is 0.</summary>
    private static int Times(ReadOnlySpan<byte> words, bool highHalfFirst)
    {
        int count = Math.Min(words.Length / Evt21Reference.WordBytes, MaxWords), times = 0;
        for (int i = 0; i < count; i++)
        {
            ulong word = Evt21Reference.Word(words[(i * Evt21Reference.WordBytes)..], highHalfFirst);
            times += word >> 60 == Evt2Words.TimeHigh && (uint)word == 0 ? 1 : 0;
        }

        return times;
    }
}
