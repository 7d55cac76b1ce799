namespace OpenCvSharp;

/// <summary>Width and height in pixels.</summary>
public record struct Size(int Width, int Height)
{
    public int Width = Width;
    public int Height = Height;
}
