using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>Gathers the loss pixels of a batch: those with an event and a true disparity inside the network's range, thinned to a bound.</summary>
internal sealed class PixelCollector(StereoTrainingConfig config, int maxDisparityPx)
{
    private readonly List<int> images = [];
    private readonly List<int> rows = [];
    private readonly List<int> columns = [];
    private readonly List<float> truth = [];

    /// <summary>Adds the pixels of one window: event frames <c>[C, H, W]</c> of the left camera, disparity <c>[H, W]</c>.</summary>
    public void Add(int image, ReadOnlySpan<sbyte> left, float[] disparityPx, SensorSize size, Random random)
    {
        bool atEvents = config.LossPixels == LossPixels.Events;
        List<int> found = [];
        for (int pixel = 0; pixel < size.Pixels; pixel++)
        {
            if (disparityPx[pixel] >= 0f && disparityPx[pixel] < maxDisparityPx && (!atEvents || HasEvent(left, pixel, size.Pixels)))
            {
                found.Add(pixel);
            }
        }

        Thin(found, random);
        foreach (int pixel in found)
        {
            images.Add(image);
            rows.Add(pixel / size.Width);
            columns.Add(pixel % size.Width);
            truth.Add(disparityPx[pixel]);
        }
    }

    /// <summary>The pixels so far.</summary>
    public PixelSet Pixels() => new([.. images], [.. rows], [.. columns]);

    /// <summary>Their true disparities, px.</summary>
    public float[] DisparityPx() => [.. truth];

    private void Thin(List<int> pixels, Random random)
    {
        for (int i = 0; i < pixels.Count && pixels.Count > config.LossPixelsPerWindow; i++)
        {
            int other = random.Next(i, pixels.Count);
            (pixels[i], pixels[other]) = (pixels[other], pixels[i]);
            if (i + 1 == config.LossPixelsPerWindow)
            {
                pixels.RemoveRange(i + 1, pixels.Count - i - 1);
            }
        }
    }

    private static bool HasEvent(ReadOnlySpan<sbyte> frame, int pixel, int pixels)
    {
        for (int at = pixel; at < frame.Length; at += pixels)
        {
            if (frame[at] != 0)
            {
                return true;
            }
        }

        return false;
    }
}
