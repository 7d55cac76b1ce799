namespace EventStereo.Search.Classification.Data;

/// <summary>Shape <c>[T, C, H, W]</c> of a sample: an image has one step, event data one a frame.</summary>
/// <param name="Steps">Time steps <c>T</c>.</param>
/// <param name="Channels">Channels <c>C</c>.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct SampleShape(int Steps, int Channels, int Height, int Width)
{
    /// <summary>Values of one channel.</summary>
    public int Pixels => Height * Width;

    /// <summary>Values of one step.</summary>
    public int StepValues => Channels * Pixels;

    /// <summary>All values.</summary>
    public int Values => Steps * StepValues;

    /// <summary>As in <c>1x3x32x32</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Steps}x{Channels}x{Height}x{Width}");
}
