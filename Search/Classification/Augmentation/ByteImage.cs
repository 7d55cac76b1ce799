using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>An image of 8-bit channels, each a plane of rows.</summary>
internal sealed class ByteImage
{
    /// <param name="channels">Channels: one of grey, or red, green and blue.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public ByteImage(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        Values = new byte[channels * height * width];
    }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Values of a channel.</summary>
    public int Pixels => Height * Width;

    /// <summary><c>[C, H, W]</c>.</summary>
    public byte[] Values { get; }

    /// <summary>Values from 0 to 1, rounded to 8 bits.</summary>
    public static ByteImage Of(ReadOnlySpan<float> values, SampleShape shape)
    {
        ByteImage image = new(shape.Channels, shape.Height, shape.Width);
        for (int i = 0; i < image.Values.Length; i++)
        {
            image.Values[i] = (byte)Math.Clamp((int)MathF.Round(values[i] * 255f), 0, 255);
        }

        return image;
    }

    /// <summary>An image without content of the same size.</summary>
    public ByteImage Alike() => new(Channels, Height, Width);

    /// <summary>A channel.</summary>
    public Span<byte> Plane(int channel) => Values.AsSpan(channel * Pixels, Pixels);

    /// <summary>Values from 0 to 1.</summary>
    public float[] ToFloats() => Array.ConvertAll(Values, value => value / 255f);
}
