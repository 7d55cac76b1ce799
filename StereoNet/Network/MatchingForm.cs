namespace EventStereo.StereoNet.Network;

/// <summary>In how many dimensions the matching net works.</summary>
public enum MatchingForm
{
    /// <summary>Three: disparities are a dimension of their own, and one kernel serves all of them. The published form.</summary>
    Volume3d,

    /// <summary>Two: disparities are channels of the volume, <c>[N, C D, h, w]</c>, and every later layer has channels alone. Far cheaper, and less sparing with what it must learn.</summary>
    Planar2d,
}
