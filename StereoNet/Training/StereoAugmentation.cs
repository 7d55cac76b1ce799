using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Random changes of a training clip that keep its disparities true, made on signed event frames so that one simulated
/// recording stands for many cameras: lost events, background noise, hot pixels, upside-down scenes and swapped polarity.
/// </summary>
public sealed record StereoAugmentation
{
    /// <summary>Most events a camera loses; the share lost is uniform up to it, for each camera on its own.</summary>
    public float MaxDrop { get; init; } = 0.55f;

    /// <summary>Share of clips that lose events at all.</summary>
    public float DropChance { get; init; } = 0.5f;

    /// <summary>Most noise, in entries set a pixel, channel and window.</summary>
    public float MaxNoise { get; init; } = 0.003f;

    /// <summary>Most hot pixels, as a share of all pixels; a hot pixel fires in every channel.</summary>
    public float MaxHotPixels { get; init; } = 0.0005f;

    /// <summary>Chance of turning the scene upside down.</summary>
    public float FlipRowsChance { get; init; } = 0.5f;

    /// <summary>Chance of swapping on and off events of both cameras.</summary>
    public float SwapPolarityChance { get; init; } = 0.5f;

    /// <summary>
    /// Most rows by which the right image is off at any column: an offset and a rotation, drawn together, as rectification leaves them in real rigs
    /// (up to 1.5). Disparity runs along rows and stays true. 0 leaves the rows aligned.
    /// </summary>
    public float MaxRowOffset { get; init; }

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Name, float Value)[] shares =
        [
            ("maxDrop", MaxDrop), ("dropChance", DropChance), ("maxNoise", MaxNoise), ("maxHotPixels", MaxHotPixels),
            ("flipRowsChance", FlipRowsChance), ("swapPolarityChance", SwapPolarityChance),
        ];
        return [.. shares.Where(share => !(share.Value is >= 0f and <= 1f)).Select(share => $"training.augmentation.{share.Name} is {share.Value}, not 0 to 1"),
            .. MaxRowOffset is >= 0f and <= 16f ? Array.Empty<string>() : [$"training.augmentation.maxRowOffset is {MaxRowOffset}, not 0 to 16"]];
    }

    /// <summary>
    /// Changes <paramref name="clip"/> in place. What a recording has throughout (which way up, how many events are lost, which pixels are hot) is drawn
    /// from <paramref name="ofRecording"/>, single events from <paramref name="ofClip"/>: clips of one recording that carry state give the first one anew
    /// from the same seed. Both may be one generator.
    /// </summary>
    public void Apply(StereoClip clip, Random ofRecording, Random ofClip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(ofRecording);
        ArgumentNullException.ThrowIfNull(ofClip);
        bool flip = ofRecording.NextSingle() < FlipRowsChance, swap = ofRecording.NextSingle() < SwapPolarityChance;
        float offset = MaxRowOffset > 0 ? MaxRowOffset * (2 * ofRecording.NextSingle() - 1) : 0;
        float tilt = MaxRowOffset > 0 ? (MaxRowOffset - Math.Abs(offset)) * (2 * ofRecording.NextSingle() - 1) : 0;
        foreach (sbyte[][] camera in new[] { clip.Left, clip.Right })
        {
            float drop = ofRecording.NextSingle() < DropChance ? MaxDrop * ofRecording.NextSingle() : 0f;
            float noise = MaxNoise * ofRecording.NextSingle() * ofRecording.NextSingle();
            int[] hot = HotPixels(clip.Size, ofRecording);
            foreach (sbyte[] frame in camera)
            {
                if (camera == clip.Right && MaxRowOffset > 0)
                {
                    RowShift.Apply(frame, clip.Size, offset, tilt);
                }

                Drop(frame, drop, ofClip);
                AddNoise(frame, noise, ofClip);
                LightHotPixels(frame, hot, clip.Size, ofClip);
                FlipRows<sbyte>(frame, clip.Size, flip);
                SwapPolarity(frame, swap);
            }
        }

        foreach (float[] disparity in clip.DisparityPx)
        {
            FlipRows<float>(disparity, clip.Size, flip);
        }
    }

    private static void Drop(Span<sbyte> frame, float share, Random random)
    {
        if (share <= 0)
        {
            return;
        }

        for (int i = 0; i < frame.Length; i++)
        {
            if (frame[i] != 0 && random.NextSingle() < share)
            {
                frame[i] = 0;
            }
        }
    }

    private static void AddNoise(Span<sbyte> frame, float rate, Random random)
    {
        for (int left = (int)(rate * frame.Length); left > 0; left--)
        {
            frame[random.Next(frame.Length)] = Sign(random);
        }
    }

    private int[] HotPixels(SensorSize size, Random random)
    {
        int[] hot = new int[(int)(MaxHotPixels * random.NextSingle() * size.Pixels)];
        for (int i = 0; i < hot.Length; i++)
        {
            hot[i] = random.Next(size.Pixels);
        }

        return hot;
    }

    private static void LightHotPixels(Span<sbyte> frame, int[] hot, SensorSize size, Random random)
    {
        foreach (int pixel in hot)
        {
            for (int at = pixel; at < frame.Length; at += size.Pixels)
            {
                frame[at] = Sign(random);
            }
        }
    }

    private static sbyte Sign(Random random) => random.Next(2) == 0 ? (sbyte)-1 : (sbyte)1;

    private static void SwapPolarity(Span<sbyte> frame, bool swap)
    {
        for (int i = 0; swap && i < frame.Length; i++)
        {
            frame[i] = (sbyte)-frame[i];
        }
    }

    /// <summary>Turns each plane of <c>[C, H, W]</c> upside down.</summary>
    private static void FlipRows<T>(Span<T> frame, SensorSize size, bool flip)
    {
        for (int plane = 0; flip && plane < frame.Length; plane += size.Pixels)
        {
            for (int top = 0, bottom = size.Height - 1; top < bottom; top++, bottom--)
            {
                Span<T> upper = frame.Slice(plane + top * size.Width, size.Width), lower = frame.Slice(plane + bottom * size.Width, size.Width);
                for (int x = 0; x < size.Width; x++)
                {
                    (upper[x], lower[x]) = (lower[x], upper[x]);
                }
            }
        }
    }
}
