namespace EventStereo.EventIO.Filters;

/// <summary>A pixel that fires far more than those around it.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Events of it in the recording.</param>
public readonly record struct HotPixel(int X, int Y, long Count);
