namespace OpenCvSharp;

/// <summary>An upright rectangle of pixels; its right column and bottom row lie just outside.</summary>
public record struct Rect(int X, int Y, int Width, int Height)
{
    public int X = X;
    public int Y = Y;
    public int Width = Width;
    public int Height = Height;

    public Rect(Point location, Size size)
        : this(location.X, location.Y, size.Width, size.Height)
    {
    }

    public readonly int Right => X + Width;

    public readonly int Bottom => Y + Height;

    public Point Location
    {
        readonly get => new(X, Y);
        set => (X, Y) = (value.X, value.Y);
    }

    public Size Size
    {
        readonly get => new(Width, Height);
        set => (Width, Height) = (value.Width, value.Height);
    }
}
