namespace EventStereo.Search.Classification.Augmentation;

/// <summary>Operations on tones and colours. Rounding is that of the Python Imaging Library, which the policies were searched with.</summary>
internal static class ByteTones
{
    private const int Levels = 256, SmoothCentre = 5, SmoothSum = 13;

    /// <summary>Negative.</summary>
    public static ByteImage Invert(ByteImage image) => Map(image, value => (byte)(255 - value));

    /// <summary>Negative of values from <paramref name="threshold"/> on.</summary>
    public static ByteImage Solarize(ByteImage image, double threshold) => Map(image, value => value < threshold ? value : (byte)(255 - value));

    /// <summary>Keeps the highest <paramref name="bits"/> bits.</summary>
    public static ByteImage Posterize(ByteImage image, int bits) => Map(image, value => (byte)(value & ~((1 << (8 - bits)) - 1)));

    /// <summary>Stretches each channel linearly to 0 to 255; one of a single value stays.</summary>
    public static ByteImage AutoContrast(ByteImage image) => Tabulate(image, histogram =>
    {
        int low = histogram.IndexOfAnyExcept(0), high = histogram.LastIndexOfAnyExcept(0);
        double scale = 255.0 / (high - low);
        return high <= low ? null : Table(value => (int)((value * scale) - (low * scale)));
    });

    /// <summary>Makes the values of each channel about equally frequent; one of a single value, or of too few pixels, stays.</summary>
    public static ByteImage Equalize(ByteImage image) => Tabulate(image, histogram =>
    {
        int step = (image.Pixels - histogram[histogram.LastIndexOfAnyExcept(0)]) / 255;
        if (step == 0)
        {
            return null;
        }

        int[] counts = histogram.ToArray();
        int below = step / 2;
        return Table(value =>
        {
            int level = below / step;
            below += counts[value];
            return level;
        });
    });

    /// <summary>Away from the mean of its grey by <paramref name="factor"/>, or towards it below 1.</summary>
    public static ByteImage Contrast(ByteImage image, double factor)
    {
        byte[] grey = Grey(image);
        long sum = 0;
        foreach (byte value in grey)
        {
            sum += value;
        }

        byte mean = (byte)(((double)sum / grey.Length) + 0.5);
        return Blend(image, factor, (_, _) => mean);
    }

    /// <summary>Away from its grey, or towards it.</summary>
    public static ByteImage Color(ByteImage image, double factor)
    {
        byte[] grey = Grey(image);
        return Blend(image, factor, (_, pixel) => grey[pixel]);
    }

    /// <summary>Away from black, or towards it.</summary>
    public static ByteImage Brightness(ByteImage image, double factor) => Blend(image, factor, (_, _) => 0);

    /// <summary>Away from the smoothed image, or towards it. Smoothed: the mean of nine pixels, the middle one counting five times; the outermost pixels stay.</summary>
    public static ByteImage Sharpness(ByteImage image, double factor)
    {
        return Blend(image, factor, Smoothed);

        byte Smoothed(int channel, int pixel)
        {
            int row = pixel / image.Width, column = pixel % image.Width, at = (channel * image.Pixels) + pixel;
            if (row == 0 || row == image.Height - 1 || column == 0 || column == image.Width - 1)
            {
                return image.Values[at];
            }

            int sum = (SmoothCentre - 1) * image.Values[at];
            for (int above = at - image.Width; above <= at + image.Width; above += image.Width)
            {
                sum += image.Values[above - 1] + image.Values[above] + image.Values[above + 1];
            }

            return (byte)(((2 * sum) + SmoothSum) / (2 * SmoothSum));
        }
    }

    /// <summary>Luma of ITU-R BT.601, in 16-bit fractions.</summary>
    private static byte[] Grey(ByteImage image)
    {
        byte[] grey = image.Plane(0).ToArray();
        for (int i = 0; i < grey.Length && image.Channels == 3; i++)
        {
            grey[i] = (byte)(((19_595 * image.Values[i]) + (38_470 * image.Values[image.Pixels + i]) + (7_471 * image.Values[(2 * image.Pixels) + i]) + 0x8000) >> 16);
        }

        return grey;
    }

    /// <summary>The image, <paramref name="factor"/> times as far from another one, whose values <paramref name="other"/> tells by channel and pixel.</summary>
    private static ByteImage Blend(ByteImage image, double factor, Func<int, int, byte> other)
    {
        ByteImage result = image.Alike();
        float share = (float)factor;
        for (int i = 0; i < image.Values.Length; i++)
        {
            int from = other(i / image.Pixels, i % image.Pixels);
            result.Values[i] = (byte)Math.Clamp(from + (share * (image.Values[i] - from)), 0f, 255f);
        }

        return result;
    }

    private static ByteImage Map(ByteImage image, Func<byte, byte> map)
    {
        ByteImage result = image.Alike();
        for (int i = 0; i < image.Values.Length; i++)
        {
            result.Values[i] = map(image.Values[i]);
        }

        return result;
    }

    /// <summary>Looks every value up in a table made of its channel's histogram; null leaves the channel as it is.</summary>
    private static ByteImage Tabulate(ByteImage image, Func<ReadOnlySpan<int>, byte[]?> tableOf)
    {
        ByteImage result = image.Alike();
        for (int channel = 0; channel < image.Channels; channel++)
        {
            Span<byte> source = image.Plane(channel), to = result.Plane(channel);
            int[] histogram = new int[Levels];
            foreach (byte value in source)
            {
                histogram[value]++;
            }

            byte[]? table = tableOf(histogram);
            for (int i = 0; i < source.Length; i++)
            {
                to[i] = table is null ? source[i] : table[source[i]];
            }
        }

        return result;
    }

    /// <summary>A table of 256 values, asked for in rising order and cut to 8 bits.</summary>
    private static byte[] Table(Func<int, int> of)
    {
        byte[] table = new byte[Levels];
        for (int value = 0; value < Levels; value++)
        {
            table[value] = (byte)Math.Clamp(of(value), 0, 255);
        }

        return table;
    }
}
