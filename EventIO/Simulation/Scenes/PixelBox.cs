namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A rectangle of pixels, half-open.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom)
{
    public static readonly PixelBox Empty;

    public bool IsEmpty => Left >= Right || Top >= Bottom;

    /// <summary>The smallest box that holds both.</summary>
    public PixelBox Union(PixelBox other) => IsEmpty ? other : other.IsEmpty ? this
        : new PixelBox(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>What both hold.</summary>
    public PixelBox Intersect(PixelBox other) =>
        new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>The box with <paramref name="margin"/> pixels more on each side.</summary>
    public PixelBox Grow(int margin) => IsEmpty ? this : new PixelBox(Left - margin, Top - margin, Right + margin, Bottom + margin);
}
