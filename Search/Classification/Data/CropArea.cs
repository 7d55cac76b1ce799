namespace EventStereo.Search.Classification.Data;

/// <summary>A part of an image that becomes the whole sample.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct CropArea(int Top, int Left, int Height, int Width)
{
    /// <summary>
    /// The central square that an image has left after its short side is brought to <paramref name="resizePx"/> and <paramref name="cropPx"/> by <paramref name="cropPx"/> pixels are cut out
    /// of the middle: a square of <c>short cropPx / resizePx</c>, rounded, in the pixels of the image itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An image without pixels, or a crop beyond the resized image.</exception>
    public static CropArea Central(int height, int width, int cropPx, int resizePx)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(cropPx, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resizePx, cropPx);
        int side = Math.Max(1, (int)Math.Round((double)Math.Min(height, width) * cropPx / resizePx, MidpointRounding.AwayFromZero));
        return new CropArea((height - side) / 2, (width - side) / 2, side, side);
    }
}
