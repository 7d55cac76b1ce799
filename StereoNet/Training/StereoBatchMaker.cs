using EventStereo.EventIO.Events;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Makes the batch of any step from the seed and the step's number alone: no random state to save, and a run that
/// was stopped sees the same data as one that was not.
/// </summary>
/// <param name="clips">The recordings.</param>
/// <param name="config">How to train.</param>
/// <param name="channels">SBT channels of a frame.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="maxDisparityPx">Disparities from this on are left out of the loss.</param>
/// <param name="ranks">Processes that share each step.</param>
public sealed class StereoBatchMaker(StereoTrainingData clips, StereoTrainingConfig config, int channels, int seed, int maxDisparityPx, int ranks = 1)
{
    private const int RecordingPurpose = -2;
    private const int MostEmptyBatches = 100;
    private readonly int stepSamples = config.BatchSize * config.Accumulate * ranks;
    private readonly ClipOrder order = new(clips.SetSizes, config.Mix, seed);
    private RecordingWalk? walk;

    /// <summary>
    /// Micro-batch <paramref name="microBatch"/> of <paramref name="step"/>: clips in an order shuffled anew each epoch, or each place's next one of its
    /// recording where state is carried, cropped and augmented. The micro-batches of a step, those of rank 0 first, hold one after the other the clips of
    /// one batch of their joint size.
    /// </summary>
    public StereoBatch Make(int step, int microBatch = 0)
    {
        SensorSize size = new(config.CropWidth, config.CropHeight);
        int first = microBatch * config.BatchSize; // of the step's samples
        (StereoClip Clip, bool Begins)[] batch = [.. Enumerable.Range(first, config.BatchSize).Select(sample => Sample(step, sample, size))];
        int frame = channels * size.Pixels;
        float[] left = new float[(long)config.ClipWindows * config.BatchSize * frame], right = new float[left.Length];
        PixelCollector pixels = new(config, maxDisparityPx);
        for (int t = 0; t < config.ClipWindows; t++)
        {
            for (int b = 0; b < batch.Length; b++)
            {
                int image = t * batch.Length + b;
                (StereoClip clip, bool begins) = batch[b];
                Widen(clip.Left[t], left.AsSpan(image * frame, frame));
                Widen(clip.Right[t], right.AsSpan(image * frame, frame));
                if (t >= config.BurnInWindows || !begins)
                {
                    pixels.Add(image, clip.Left[t], clip.DisparityPx[t], size, Draw(step, first + b, 1 + t));
                }
            }
        }

        return new StereoBatch(config.ClipWindows, batch.Length, channels, size.Height, size.Width, left, right, pixels.Pixels(), pixels.DisparityPx())
        {
            Begins = [.. batch.Select(sample => sample.Begins)],
        };
    }

    /// <summary>The same, or of the next step that has loss pixels.</summary>
    /// <exception cref="InvalidDataException">None of many in a row has.</exception>
    internal StereoBatch MakeWithPixels(int step, int microBatch = 0)
    {
        StereoBatch batch = Make(step, microBatch);
        for (int other = 1; batch.Pixels.Count == 0; other++)
        {
            batch = other <= MostEmptyBatches ? Make(step + other, microBatch) : throw new InvalidDataException($"no ground truth at events in {MostEmptyBatches} batches in a row; take larger crops, or training.lossPixels dense");
        }

        return batch;
    }

    private (StereoClip Clip, bool Begins) Sample(int step, int sample, SensorSize size)
    {
        if (config.CarryState)
        {
            walk ??= new RecordingWalk(order, clips.WindowsOf, config.ClipWindows, stepSamples, seed);
            WalkPlace place = walk.Place(step, sample);
            Random ofRecording = new(SeedMix.Of(seed, (int)place.Position, (int)(place.Position >> 32), RecordingPurpose));
            return (Cut(place.Recording, place.First, size, ofRecording, Draw(step, sample, 0)), place.Begins);
        }

        Random random = Draw(step, sample, 0);
        int recording = order.Recording((long)step * stepSamples + sample);
        int first = random.Next(Math.Max(1, clips.WindowsOf(recording) - config.ClipWindows + 1));
        return (Cut(recording, first, size, random, random), true);
    }

    /// <summary>Reads, crops and augments a clip: where and how by <paramref name="ofRecording"/>, which clips that carry state share, single events by <paramref name="ofClip"/>.</summary>
    private StereoClip Cut(int recording, int first, SensorSize size, Random ofRecording, Random ofClip)
    {
        StereoClip clip = clips.Read(recording, first, config.ClipWindows);
        int top = ofRecording.Next(Math.Max(1, clip.Size.Height - size.Height + 1)), left = ofRecording.Next(Math.Max(1, clip.Size.Width - size.Width + 1));
        StereoClip crop = clip.Crop(0, clip.Windows, top, left, size);
        config.Augmentation.Apply(crop, ofRecording, ofClip);
        return crop;
    }

    private Random Draw(int step, int sample, int purpose) => new(SeedMix.Of(seed, step, sample, purpose));

    private static void Widen(ReadOnlySpan<sbyte> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }
}
