namespace OpenCvSharp;

/// <summary>When an iteration stops.</summary>
[Flags]
public enum CriteriaTypes
{
    Count = 1,
    MaxIter = Count,
    Eps = 2,
}
