using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Training;

/// <summary>Moves the rows of a camera's frames, as a rectification does that is off by an offset and a rotation about the axis.</summary>
internal static class RowShift
{
    /// <summary>
    /// Moves column x of each plane of <c>[C, H, W]</c> down by <c>round(offset + tilt (2 x / (W - 1) - 1))</c> rows, so that the tilt is that at the right
    /// edge; rows that come in are empty.
    /// </summary>
    public static void Apply(Span<sbyte> frame, SensorSize size, float offset, float tilt)
    {
        Span<sbyte> column = stackalloc sbyte[size.Height];
        for (int x = 0; x < size.Width; x++)
        {
            int down = (int)MathF.Round(offset + (tilt * ((2f * x / Math.Max(1, size.Width - 1)) - 1)));
            for (int plane = 0; down != 0 && plane < frame.Length; plane += size.Pixels)
            {
                for (int y = 0; y < size.Height; y++)
                {
                    int from = y - down;
                    column[y] = from >= 0 && from < size.Height ? frame[plane + (from * size.Width) + x] : (sbyte)0;
                }

                for (int y = 0; y < size.Height; y++)
                {
                    frame[plane + (y * size.Width) + x] = column[y];
                }
            }
        }
    }
}
