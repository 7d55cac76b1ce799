using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>What augmentation does to a sample <c>[T, C, H, W]</c>, each with its choice already made: pure functions, the same for all steps and channels.</summary>
public static class ImageTransforms
{
    /// <summary>
    /// Moves the image by so many rows and columns; what comes in from outside is 0. Padding by p and cropping at (y, x) of the padded image is a shift by (p - y, p - x).
    /// </summary>
    public static void Shift(ReadOnlySpan<float> source, SampleShape shape, int rows, int columns, Span<float> destination)
    {
        Require(source.Length, shape);
        Require(destination.Length, shape);
        destination.Clear();
        int fromColumn = Math.Max(0, -columns), width = shape.Width - Math.Abs(columns);
        for (int plane = 0; plane < shape.Values && width > 0; plane += shape.Pixels)
        {
            for (int row = Math.Max(0, rows); row < Math.Min(shape.Height, shape.Height + rows); row++)
            {
                source.Slice(plane + ((row - rows) * shape.Width) + fromColumn, width).CopyTo(destination[(plane + (row * shape.Width) + fromColumn + columns)..]);
            }
        }
    }

    /// <summary>Moves the image by so many rows and columns; what leaves it comes in on the other side.</summary>
    public static float[] Roll(ReadOnlySpan<float> source, SampleShape shape, int rows, int columns)
    {
        Require(source.Length, shape);
        float[] result = new float[source.Length];
        int split = Modulo(columns, shape.Width);
        for (int row = 0; row < source.Length / shape.Width; row++)
        {
            int plane = row / shape.Height * shape.Height, to = (plane + Modulo(row - plane + rows, shape.Height)) * shape.Width;
            ReadOnlySpan<float> from = source.Slice(row * shape.Width, shape.Width);
            from[..^split].CopyTo(result.AsSpan(to + split));
            from[^split..].CopyTo(result.AsSpan(to));
        }

        return result;
    }

    /// <summary>Left becomes right, in place.</summary>
    public static void Flip(Span<float> values, SampleShape shape)
    {
        Require(values.Length, shape);
        for (int row = 0; row < shape.Values; row += shape.Width)
        {
            values.Slice(row, shape.Width).Reverse();
        }
    }

    /// <summary>
    /// Sets a square of <paramref name="side"/> pixels around (<paramref name="row"/>, <paramref name="column"/>) to 0, as far as it lies on the image: rows from
    /// <c>row - side / 2</c> to below <c>row + side / 2</c>. Source: DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", 2017.
    /// </summary>
    public static void Cutout(Span<float> values, SampleShape shape, int row, int column, int side)
    {
        Require(values.Length, shape);
        int top = Math.Max(0, row - (side / 2)), bottom = Math.Min(shape.Height, row + (side / 2));
        int left = Math.Max(0, column - (side / 2)), right = Math.Min(shape.Width, column + (side / 2));
        for (int plane = 0; plane < shape.Values && left < right; plane += shape.Pixels)
        {
            for (int y = top; y < bottom; y++)
            {
                values.Slice(plane + (y * shape.Width) + left, right - left).Clear();
            }
        }
    }

    /// <summary>Brings a part of the sample to the size of the whole, bilinearly between the centres of its pixels (beyond the outermost centres they alone count).</summary>
    public static float[] Resize(ReadOnlySpan<float> source, SampleShape shape, CropArea area)
    {
        Require(source.Length, shape);
        float[] result = new float[source.Length];
        for (int row = 0; row < shape.Height; row++)
        {
            (int y0, int y1, float lower) = Between(row, shape.Height, area.Height);
            for (int column = 0; column < shape.Width; column++)
            {
                (int x0, int x1, float right) = Between(column, shape.Width, area.Width);
                for (int plane = 0; plane < shape.Values; plane += shape.Pixels)
                {
                    ReadOnlySpan<float> above = source[(plane + ((area.Top + y0) * shape.Width) + area.Left)..], below = source[(plane + ((area.Top + y1) * shape.Width) + area.Left)..];
                    float top = above[x0] + ((above[x1] - above[x0]) * right), bottom = below[x0] + ((below[x1] - below[x0]) * right);
                    result[plane + (row * shape.Width) + column] = top + ((bottom - top) * lower);
                }
            }
        }

        return result;
    }

    /// <summary>The two of <paramref name="from"/> pixels that pixel <paramref name="at"/> of <paramref name="to"/> lies between, and the share of the second.</summary>
    private static (int First, int Second, float Share) Between(int at, int to, int from)
    {
        float place = Math.Clamp(((at + 0.5f) * from / to) - 0.5f, 0f, from - 1f);
        int first = (int)place;
        return (first, Math.Min(first + 1, from - 1), place - first);
    }

    private static int Modulo(int value, int of) => ((value % of) + of) % of;

    private static void Require(int length, SampleShape shape)
    {
        if (length != shape.Values)
        {
            throw new ArgumentException($"{length} values are not a sample of {shape}");
        }
    }
}
