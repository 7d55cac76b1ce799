using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Consecutive windows of one stereo recording: signed event frames <c>[C, H, W]</c> of both cameras and disparity
/// <c>[H, W]</c> in px of the left one at each window's end, NaN where unknown.
/// </summary>
public sealed record StereoClip(SensorSize Size, sbyte[][] Left, sbyte[][] Right, float[][] DisparityPx)
{
    /// <summary>Number of windows, T.</summary>
    public int Windows => Left.Length;

    /// <summary>A copy of <paramref name="windows"/> windows from <paramref name="first"/>, cut to a rectangle; what lies outside the frames is empty and unknown.</summary>
    public StereoClip Crop(int first, int windows, int top, int left, SensorSize size) => new(
        size,
        [.. Enumerable.Range(first, windows).Select(t => Cut(Left[t], top, left, size, (sbyte)0))],
        [.. Enumerable.Range(first, windows).Select(t => Cut(Right[t], top, left, size, (sbyte)0))],
        [.. Enumerable.Range(first, windows).Select(t => Cut(DisparityPx[t], top, left, size, float.NaN))]);

    private T[] Cut<T>(T[] frame, int top, int left, SensorSize size, T outside)
    {
        int planes = frame.Length / Size.Pixels;
        T[] cut = new T[planes * size.Pixels];
        Array.Fill(cut, outside);
        int columns = Math.Min(size.Width, Size.Width - left);
        for (int plane = 0; plane < planes; plane++)
        {
            for (int row = 0; row < size.Height && top + row < Size.Height; row++)
            {
                frame.AsSpan((plane * Size.Height + top + row) * Size.Width + left, columns)
                    .CopyTo(cut.AsSpan((plane * size.Height + row) * size.Width));
            }
        }

        return cut;
    }
}
