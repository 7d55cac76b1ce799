using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>Brings every channel to mean 0 and deviation 1: <c>(x - mean) / deviation</c>, of pixels from 0 to 1.</summary>
public sealed record ChannelNormalization
{
    /// <summary>Statistics of CIFAR-10's training images (section 2.4 of the method).</summary>
    public static readonly ChannelNormalization Cifar10 = new([0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);

    /// <summary>Statistics of CIFAR-100's training images (the same).</summary>
    public static readonly ChannelNormalization Cifar100 = new([0.5071f, 0.4867f, 0.4408f], [0.2675f, 0.2565f, 0.2761f]);

    /// <summary>Statistics of ImageNet's training images, as they are usual since Krizhevsky's and Torch's trainings.</summary>
    public static readonly ChannelNormalization ImageNet = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Makes the normalisation of so many channels.</summary>
    /// <exception cref="ArgumentException">Not one mean and one deviation above 0 a channel.</exception>
    public ChannelNormalization(IReadOnlyList<float> means, IReadOnlyList<float> deviations)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(deviations);
        if (means.Count == 0 || means.Count != deviations.Count || !means.All(float.IsFinite) || !deviations.All(deviation => deviation > 0f && float.IsFinite(deviation)))
        {
            throw new ArgumentException("a normalisation has one mean and one deviation above 0 for every channel");
        }

        Means = means;
        Deviations = deviations;
    }

    /// <summary>Mean by channel.</summary>
    public IReadOnlyList<float> Means { get; }

    /// <summary>Standard deviation by channel.</summary>
    public IReadOnlyList<float> Deviations { get; }

    /// <summary>The statistics of samples of a data set, as they are read, each channel over all its values.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="indices">Which.</param>
    /// <param name="strict">Whether a sample that cannot be read is an error; else it is left out.</param>
    /// <exception cref="InvalidDataException">A sample cannot be read and that is an error, or none can.</exception>
    public static ChannelNormalization Of(ImageDataset dataset, IEnumerable<int> indices, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(indices);
        SampleShape shape = dataset.Shape;
        double[] sums = new double[shape.Channels], squares = new double[shape.Channels];
        long samples = 0;
        InvalidDataException? broken = null;
        foreach (int index in indices)
        {
            float[] values;
            try
            {
                values = dataset.Read(index).Values;
            }
            catch (InvalidDataException exception) when (!strict)
            {
                broken ??= exception;
                continue;
            }

            samples++;
            for (int plane = 0; plane < values.Length / shape.Pixels; plane++)
            {
                foreach (float value in values.AsSpan(plane * shape.Pixels, shape.Pixels))
                {
                    sums[plane % shape.Channels] += value;
                    squares[plane % shape.Channels] += (double)value * value;
                }
            }
        }

        if (samples == 0 && broken is not null)
        {
            throw new InvalidDataException($"no sample could be read; the first: {broken.Message}", broken);
        }

        double count = (double)samples * shape.Steps * shape.Pixels;
        double[] means = Array.ConvertAll(sums, sum => sum / count);
        return new ChannelNormalization(
            Array.ConvertAll(means, mean => (float)mean),
            [.. squares.Zip(means, (square, mean) => Math.Max((float)Math.Sqrt(Math.Max(0, (square / count) - (mean * mean))), 1e-6f))]); // a channel of one value stays finite
    }

    /// <summary>Normalises a sample <c>[T, C, H, W]</c> in place.</summary>
    /// <exception cref="ArgumentException">The sample has other channels.</exception>
    public void Apply(Span<float> values, SampleShape shape)
    {
        if (shape.Channels != Means.Count || values.Length != shape.Values)
        {
            throw new ArgumentException($"a normalisation of {Means.Count} channels for a sample of {shape}");
        }

        for (int plane = 0; plane < values.Length / shape.Pixels; plane++)
        {
            float mean = Means[plane % shape.Channels], scale = 1f / Deviations[plane % shape.Channels];
            foreach (ref float value in values.Slice(plane * shape.Pixels, shape.Pixels))
            {
                value = (value - mean) * scale;
            }
        }
    }
}
