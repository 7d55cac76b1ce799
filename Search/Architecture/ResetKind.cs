namespace EventStereo.Search.Architecture;

/// <summary>What a spike does to the membrane that it came from.</summary>
public enum ResetKind
{
    /// <summary>Sets it to 0; the method's.</summary>
    Hard = 0,

    /// <summary>Takes the threshold off it; what lies above stays.</summary>
    Soft = 1,
}
