namespace EventStereo.EventIO.Filters;

/// <summary>A pixel that fires far more than those around it.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Events of it in the recording.</param>
/// <param name="NeighbourMedian">Median of the events of its up to 8 neighbours.</param>
public readonly record struct HotPixel(int X, int Y, long Count, double NeighbourMedian);
