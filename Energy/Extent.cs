namespace EventStereo.Energy;

/// <summary>A size, kernel, stride, padding or dilation along the three axes of a volume; a picture has one depth.</summary>
public readonly record struct Extent(int Depth, int Height, int Width)
{
    /// <summary>Product of the three.</summary>
    public long Volume => (long)Depth * Height * Width;

    /// <summary>As in <c>21x88x116</c>.</summary>
    public override string ToString() => $"{Depth}x{Height}x{Width}";
}
