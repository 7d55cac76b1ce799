using System.Numerics;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// The generator MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998, with their initialisation by
/// array of 2002), seeded and asked as Python 3 does: published splits are what <c>random.seed(n); random.shuffle(list)</c> made.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Shift = 397;
    private const uint UpperMask = 0x80000000;
    private const uint Matrix = 0x9908B0DF;

    private readonly uint[] state = new uint[Length];
    private int next = Length;

    /// <summary>Seeds as Python's <c>random.seed(seed)</c>: by the array of the seed's 32-bit words, the lowest first.</summary>
    public MersenneTwister(ulong seed)
    {
        uint[] key = seed >> 32 == 0 ? [(uint)seed] : [(uint)seed, (uint)(seed >> 32)];
        state[0] = 19650218;
        for (int i = 1; i < Length; i++)
        {
            state[i] = (1812433253 * (state[i - 1] ^ (state[i - 1] >> 30))) + (uint)i;
        }

        int at = 1;
        for (int i = 0; i < Length; i++)
        {
            int word = i % key.Length;
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >> 30)) * 1664525)) + key[word] + (uint)word;
            at = Following(at);
        }

        for (int i = 0; i < Length - 1; i++)
        {
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >> 30)) * 1566083941)) - (uint)at;
            at = Following(at);
        }

        state[0] = UpperMask;
    }

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        if (next == Length)
        {
            Twist();
        }

        uint word = state[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    /// <summary>Uniform in 0 to <paramref name="bound"/> - 1 by rejection, as Python 3's <c>_randbelow</c>: the upper bits of one word, as many as the bound has.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        int spare = BitOperations.LeadingZeroCount((uint)bound);
        uint drawn;
        do
        {
            drawn = Next() >> spare;
        }
        while (drawn >= bound);

        return (int)drawn;
    }

    /// <summary>Shuffles from the end towards the beginning (Fisher and Yates), as Python 3's <c>random.shuffle</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    /// <summary>The place after <paramref name="at"/> in the seeding's passes, which run round and skip place 0, the copy of the last.</summary>
    private int Following(int at)
    {
        if (at + 1 < Length)
        {
            return at + 1;
        }

        state[0] = state[Length - 1];
        return 1;
    }

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint joined = (state[i] & UpperMask) | (state[(i + 1) % Length] & ~UpperMask);
            state[i] = state[(i + Shift) % Length] ^ (joined >> 1) ^ ((joined & 1) * Matrix);
        }

        next = 0;
    }
}
