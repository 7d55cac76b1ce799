namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A rectangle of pixels, half-open.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom)
{
    public static readonly PixelBox Empty;

    public int Area => IsEmpty ? 0 : (Right - Left) * (Bottom - Top);

    public bool IsEmpty => Left >= Right || Top >= Bottom;

    /// <summary>The smallest box that holds both.</summary>
    public PixelBox Union(PixelBox other) => IsEmpty ? other : other.IsEmpty ? this
        : new PixelBox(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>What both hold.</summary>
    public PixelBox Intersect(PixelBox other) =>
        new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>
    /// Adds <paramref name="box"/> to boxes that together hold certain pixels; boxes that are no larger joined than apart are
    /// joined.
    /// </summary>
    public static void Join(List<PixelBox> boxes, PixelBox box)
    {
        for (int i = 0; i < boxes.Count;)
        {
            PixelBox union = box.Union(boxes[i]);
            if (union.Area <= box.Area + boxes[i].Area)
            {
                box = union;
                boxes.RemoveAt(i);
                i = 0;
            }
            else
            {
                i++;
            }
        }

        if (!box.IsEmpty)
        {
            boxes.Add(box);
        }
    }

    /// <summary>The box with <paramref name="margin"/> pixels more on each side.</summary>
    public PixelBox Grow(int margin) => IsEmpty ? this : new PixelBox(Left - margin, Top - margin, Right + margin, Bottom + margin);
}
