using System.Globalization;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>
/// DSEC's disparity maps for the rectified left event camera: 16-bit PNG images of 256 times the disparity in pixels, 0 where it is unknown, and a text with
/// the time of each, a line an image, in microseconds on the data set's clock.
/// </summary>
public sealed class DsecGroundTruth : IDisparityTruth
{
    /// <summary>What the maps are called beside the recording's streams.</summary>
    internal const string Stream = "disparity/event";

    private const float PerPx = 256;
    private const int MaxMaps = 1_000_000;
    private const long MaxTextBytes = 1 << 25;
    private readonly string[] images;

    private DsecGroundTruth(string folder, string[] images, long[] timesUs, SensorSize sensor)
    {
        Path = folder;
        this.images = images;
        TimesUs = timesUs;
        Sensor = sensor;
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public SensorSize Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> TimesUs { get; }

    /// <summary>Opens the maps of a sequence.</summary>
    /// <param name="folder"><c>disparity/event</c>: images whose names, in order, are those of the times.</param>
    /// <param name="timestamps"><c>disparity/timestamps.txt</c>.</param>
    /// <param name="originUs"><see cref="DsecRecording.OriginUs"/> of the recording they belong to.</param>
    /// <exception cref="InvalidDataException">There are none, times and images do not match, or a text is damaged.</exception>
    public static DsecGroundTruth Open(string folder, string timestamps, long originUs)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] images = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.png").Take(MaxMaps).Order(StringComparer.Ordinal)] : [];
        if (images.Length == 0)
        {
            throw new InvalidDataException($"{folder}: no disparity maps (*.png) in it");
        }

        long[] timesUs = ReadTimes(timestamps, originUs);
        return timesUs.Length == images.Length
            ? new DsecGroundTruth(folder, images, timesUs, PngFile.SizeOfGrey16(images[0]))
            : throw new InvalidDataException($"{folder}: {images.Length} disparity maps, but {timesUs.Length} times in {timestamps}");
    }

    /// <inheritdoc/>
    public float[] ReadDisparityPx(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)images.Length, nameof(index));
        string path = images[index];
        using Mat image = Unpack(path);
        if (image.Empty() || image.Type() != MatType.CV_16UC1 || image.Width != Sensor.Width || image.Height != Sensor.Height)
        {
            throw new InvalidDataException($"{path}: the image does not unpack, or not to the {Sensor} of the first one");
        }

        ReadOnlySpan<ushort> values = image.AsSpan<ushort>();
        float[] disparityPx = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            disparityPx[i] = values[i] == 0 ? float.NaN : values[i] / PerPx;
        }

        return disparityPx;
    }

    private static Mat Unpack(string path)
    {
        byte[] file = PngFile.ReadGrey16(path);
        try
        {
            return Cv2.ImDecode(file, ImreadModes.Unchanged);
        }
        catch (OpenCVException refused)
        {
            throw new InvalidDataException($"{path}: the image does not unpack: {refused.Message.ReplaceLineEndings(" ")}", refused);
        }
    }

    private static long[] ReadTimes(string path, long originUs)
    {
        if (FileSize.Of(path) > MaxTextBytes)
        {
            throw new InvalidDataException($"{path}: more than {MaxTextBytes:N0} bytes, which no list of times has");
        }

        List<long> timesUs = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            ReadOnlySpan<char> text = line.AsSpan().Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long tUs) || tUs is < -DsecLayout.MaxOffsetUs or > DsecLayout.MaxOffsetUs)
            {
                throw new InvalidDataException($"{path}: line {number}: not a time in microseconds");
            }

            if (timesUs.Count == MaxMaps || (timesUs.Count > 0 && tUs - originUs <= timesUs[^1]))
            {
                throw new InvalidDataException($"{path}: line {number}: times must increase, and be at most {MaxMaps:N0}");
            }

            timesUs.Add(tUs - originUs);
        }

        return [.. timesUs];
    }
}
