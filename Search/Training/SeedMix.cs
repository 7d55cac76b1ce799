namespace EventStereo.Search.Training;

/// <summary>Seeds for independent random generators, one for each purpose, sample and step.</summary>
public static class SeedMix
{
    /// <summary>One well-spread seed from four numbers (SplitMix64's finaliser, applied in turn).</summary>
    public static int Of(int a, int b, int c, int d)
    {
        ulong state = 0x9E3779B97F4A7C15;
        foreach (int part in (ReadOnlySpan<int>)[a, b, c, d])
        {
            state += (uint)part + 0x9E3779B97F4A7C15;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            state ^= state >> 31;
        }

        return (int)(state & int.MaxValue);
    }
}
