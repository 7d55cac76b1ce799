using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// One training step's data, or a micro-batch of it, as plain arrays, so that a worker can make it ahead of time: event frames
/// <c>[T, B, C, H, W]</c>, and the loss pixels (image index <c>t B + b</c>, ascending) with their true disparity in px.
/// </summary>
public sealed record StereoBatch(int Windows, int Samples, int Channels, int Height, int Width, float[] Left, float[] Right, PixelSet Pixels, float[] DisparityPx)
{
    /// <summary>For each sample, whether its recording begins with this clip, so that the network is at rest before it; all, where no state is carried from clip to clip.</summary>
    public IReadOnlyList<bool> Begins { get; init; } = [];

    /// <summary>The <paramref name="windows"/> windows from <paramref name="first"/> on, with their pixels; the batch itself where these are all.</summary>
    public StereoBatch Slice(int first, int windows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + windows, Windows);
        if (windows == Windows)
        {
            return this;
        }

        int frame = Samples * Channels * Height * Width, firstImage = first * Samples;
        int from = CountBelow(firstImage), to = CountBelow((first + windows) * Samples);
        PixelSet pixels = new([.. Pixels.Image[from..to].Select(image => image - firstImage)], Pixels.Row[from..to], Pixels.Column[from..to]);
        return this with
        {
            Windows = windows,
            Left = Left[(first * frame)..((first + windows) * frame)],
            Right = Right[(first * frame)..((first + windows) * frame)],
            Pixels = pixels,
            DisparityPx = DisparityPx[from..to],
        };
    }

    private int CountBelow(int image)
    {
        int at = Array.BinarySearch(Pixels.Image, image);
        if (at < 0)
        {
            return ~at;
        }

        while (at > 0 && Pixels.Image[at - 1] == image)
        {
            at--;
        }

        return at;
    }
}
