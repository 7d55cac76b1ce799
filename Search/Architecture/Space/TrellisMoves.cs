namespace EventStereo.Search.Architecture.Space;

/// <summary>The steps of resolution that a path may take from one cell to the next; the order is that of beta's columns.</summary>
public enum TrellisMoves
{
    /// <summary>Same, then down (one level more: half the resolution, twice the channels). Source: SpikeDHS, classification, <c>build_model_2d.py</c>, beta of shape (L, 4, 2).</summary>
    SameDown = 0,

    /// <summary>Down, same, up (one level less). Source: the stereo searches of LEAStereo and SpikeDHS, beta of shape (L, 4, 3).</summary>
    DownSameUp = 1,
}
