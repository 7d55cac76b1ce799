using System.Globalization;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// Where each raw pixel of a camera lies in the rectified image: MVSEC's <c>*_x_map.txt</c> and <c>*_y_map.txt</c>, texts of H rows of W
/// numbers. Pixels may map outside the image or, where a lens model does not reach, nowhere (NaN), and, rounded, several to one or none to another.
/// </summary>
public sealed class RectificationMap
{
    private const int MaxSide = 16_384;
    private const int MaxPixels = 1 << 26;
    private readonly float[] x;
    private readonly float[] y;

    /// <summary>Index of the nearest rectified pixel for each raw one, -1 outside the image.</summary>
    private readonly int[] nearest;

    /// <summary>Makes a map of rectified coordinates.</summary>
    /// <param name="sensor">Size of the raw and of the rectified image.</param>
    /// <param name="x">Rectified columns, [H, W].</param>
    /// <param name="y">Rectified rows, [H, W].</param>
    public RectificationMap(SensorSize sensor, float[] x, float[] y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, sensor.Pixels, nameof(x));
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, sensor.Pixels, nameof(y));
        Sensor = sensor;
        this.x = x;
        this.y = y;
        nearest = new int[sensor.Pixels];
        for (int i = 0; i < nearest.Length; i++)
        {
            float column = MathF.Round(x[i]), row = MathF.Round(y[i]);
            bool inside = column >= 0 && column < sensor.Width && row >= 0 && row < sensor.Height;
            nearest[i] = inside ? ((int)row * sensor.Width) + (int)column : -1;
        }
    }

    /// <summary>Size of the raw and of the rectified image.</summary>
    public SensorSize Sensor { get; }

    /// <summary>Rectified columns, [H, W].</summary>
    public ReadOnlySpan<float> X => x;

    /// <summary>Rectified rows, [H, W].</summary>
    public ReadOnlySpan<float> Y => y;

    /// <summary>Reads a map from its two texts.</summary>
    /// <exception cref="InvalidDataException">Not tables of numbers, or of different shapes.</exception>
    public static RectificationMap Load(string xPath, string yPath)
    {
        (float[] x, SensorSize sizeX) = ReadTable(xPath);
        (float[] y, SensorSize sizeY) = ReadTable(yPath);
        return sizeX == sizeY
            ? new RectificationMap(sizeX, x, y)
            : throw new InvalidDataException($"{yPath}: a table of {sizeY}, but {xPath} is one of {sizeX}");
    }

    /// <summary>Appends the events at their nearest rectified pixels, leaving out those outside the image; the number left out.</summary>
    public int Apply(EventBatch source, EventBatch into) => Apply(source, 0, into);

    /// <summary>The same from the event at index <paramref name="start"/> on.</summary>
    public int Apply(EventBatch source, int start, EventBatch into)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(into);
        int dropped = 0;
        for (int i = start; i < source.Count; i++)
        {
            int pixel = nearest[(source.Y[i] * Sensor.Width) + source.X[i]];
            if (pixel < 0)
            {
                dropped++;
                continue;
            }

            (int row, int column) = Math.DivRem(pixel, Sensor.Width);
            into.Add(source.TUs[i], (ushort)column, (ushort)row, source.Polarity[i]);
        }

        return dropped;
    }

    private static (float[] Values, SensorSize Size) ReadTable(string path)
    {
        List<float> values = [];
        int width = 0, height = 0;
        foreach (string line in File.ReadLines(path))
        {
            int before = values.Count;
            foreach (Range part in line.AsSpan().Split(' '))
            {
                ReadOnlySpan<char> text = line.AsSpan()[part].Trim();
                if (text.IsEmpty)
                {
                    continue;
                }

                values.Add(float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? value
                    : throw new InvalidDataException($"{path}: line {height + 1}: '{text}' is not a number"));
            }

            int columns = values.Count - before;
            if (columns == 0)
            {
                continue;
            }

            width = height == 0 ? columns : width;
            height++;
            if (columns != width || width > MaxSide || height > MaxSide || values.Count > MaxPixels)
            {
                throw new InvalidDataException($"{path}: line {height} has {columns} numbers, the first has {width}; at most {MaxSide} each way");
            }
        }

        return height > 0 ? ([.. values], new SensorSize(width, height)) : throw new InvalidDataException($"{path}: no numbers in it");
    }
}
