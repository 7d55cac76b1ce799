using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Makes the batch of any step from the seed and the step's number alone: no random state to save, and a run that
/// was stopped sees the same data as one that was not.
/// </summary>
public sealed class StereoBatchMaker(StereoClipSet clips, StereoTrainingConfig config, int channels, int seed, int maxDisparityPx, int ranks = 1)
{
    /// <summary>
    /// Micro-batch <paramref name="microBatch"/> of <paramref name="step"/>: clips in an order shuffled anew each epoch, cropped and augmented. The
    /// micro-batches of a step, those of rank 0 first, hold one after the other the clips of one batch of their joint size.
    /// </summary>
    public StereoBatch Make(int step, int microBatch = 0)
    {
        SensorSize size = new(config.CropWidth, config.CropHeight);
        int first = microBatch * config.BatchSize; // of the step's samples
        StereoClip[] batch = [.. Enumerable.Range(first, config.BatchSize).Select(sample => Sample(step, sample, size))];
        int frame = channels * size.Pixels;
        float[] left = new float[(long)config.ClipWindows * config.BatchSize * frame], right = new float[left.Length];
        PixelCollector pixels = new(config, maxDisparityPx);
        for (int t = 0; t < config.ClipWindows; t++)
        {
            for (int b = 0; b < batch.Length; b++)
            {
                int image = t * batch.Length + b;
                Widen(batch[b].Left[t], left.AsSpan(image * frame, frame));
                Widen(batch[b].Right[t], right.AsSpan(image * frame, frame));
                if (t >= config.BurnInWindows)
                {
                    pixels.Add(image, batch[b].Left[t], batch[b].DisparityPx[t], size, Draw(step, first + b, 1 + t));
                }
            }
        }

        return new StereoBatch(config.ClipWindows, batch.Length, channels, size.Height, size.Width, left, right, pixels.Pixels(), pixels.DisparityPx());
    }

    private StereoClip Sample(int step, int sample, SensorSize size)
    {
        Random random = Draw(step, sample, 0);
        int recording = Pick(step, sample);
        int first = random.Next(Math.Max(1, clips.WindowsOf(recording) - config.ClipWindows + 1));
        StereoClip clip = clips.Read(recording, first, Math.Min(config.ClipWindows, clips.WindowsOf(recording)));
        int top = random.Next(Math.Max(1, clip.Size.Height - size.Height + 1)), left = random.Next(Math.Max(1, clip.Size.Width - size.Width + 1));
        StereoClip crop = clip.Crop(0, clip.Windows, top, left, size);
        config.Augmentation.Apply(crop, random);
        return crop;
    }

    /// <summary>Recording of a sample: position <c>step B + sample</c>, B the clips of a step, in a sequence of random permutations, one an epoch.</summary>
    private int Pick(int step, int sample)
    {
        long position = ((long)step * config.BatchSize * config.Accumulate * ranks) + sample;
        int[] order = [.. Enumerable.Range(0, clips.Count)];
        new Random(Mix(seed, (int)(position / clips.Count), -1, 0)).Shuffle(order);
        return order[position % clips.Count];
    }

    private Random Draw(int step, int sample, int purpose) => new(Mix(seed, step, sample, purpose));

    /// <summary>One well-spread seed from four numbers (SplitMix64's finaliser, applied in turn).</summary>
    private static int Mix(int a, int b, int c, int d)
    {
        ulong state = 0x9E3779B97F4A7C15;
        foreach (int part in (ReadOnlySpan<int>)[a, b, c, d])
        {
            state += (uint)part + 0x9E3779B97F4A7C15;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            state ^= state >> 31;
        }

        return (int)(state & int.MaxValue);
    }

    private static void Widen(ReadOnlySpan<sbyte> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }
}
