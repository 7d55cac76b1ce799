using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.Loading;

/// <summary>
/// Batches of a data set, made ahead by worker threads. Every batch is a function of the seed, the epoch and its number alone, however many workers there are: the order comes from the
/// seed and the epoch, and each sample draws its augmentation from a generator of its own. Workers make arrays; tensors are the taker's business.
/// </summary>
public sealed class BatchLoader
{
    private const int AugmentationPurpose = 3, MixupPurpose = 6;

    private readonly ImageDataset dataset;
    private readonly IReadOnlyList<int> indices;
    private readonly BatchLoaderConfig config;
    private readonly ChannelNormalization? normalization;
    private readonly int seed;

    /// <summary>Makes a loader of the samples <paramref name="indices"/>.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="indices">Which, in the order of epochs that are not shuffled.</param>
    /// <param name="config">How.</param>
    /// <param name="normalization">Of the channels; null for none.</param>
    /// <param name="seed">Of orders and augmentation.</param>
    /// <exception cref="ArgumentException">Impossible settings.</exception>
    /// <exception cref="ConfigurationException">A batch has more values than an array holds.</exception>
    public BatchLoader(ImageDataset dataset, IReadOnlyList<int> indices, BatchLoaderConfig config, ChannelNormalization? normalization, int seed)
    {
        this.dataset = dataset ?? throw new ArgumentNullException(nameof(dataset));
        this.indices = indices ?? throw new ArgumentNullException(nameof(indices));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        if (config.Validate("loader") is [{ } problem, ..])
        {
            throw new ArgumentException(problem, nameof(config));
        }

        SampleShape shape = dataset.Shape;
        if ((double)config.BatchSize * shape.Steps * shape.Channels * shape.Height * shape.Width > Array.MaxLength)
        {
            throw new ConfigurationException("training", $"a batch of {config.BatchSize} samples of {shape} has more values than an array holds; lower training.batchSize, or the size of samples in data");
        }

        this.normalization = normalization;
        this.seed = seed;
    }

    /// <summary>Batches of an epoch.</summary>
    public int BatchesAnEpoch => (indices.Count / config.BatchSize) + (indices.Count % config.BatchSize >= config.LeastBatch ? 1 : 0);

    /// <summary>Samples that a batch has at least, where none is broken.</summary>
    public int LeastBatch => config.LeastBatch;

    /// <summary>How long the taker of batches has waited for them so far: what loading costs a training.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The batches of epoch <paramref name="epoch"/>, in order, from number <paramref name="first"/> on. Leaving the enumeration early ends the workers.</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the loader is strict.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> came while a batch was waited for.</exception>
    public IEnumerable<LabelledBatch> Epoch(int epoch, long first = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        int[] order = Order(epoch);
        using OrderedQueue<LabelledBatch> queue = new(config.QueuedBatches, Math.Max(0, BatchesAnEpoch - first));
        Thread[] workers = [.. Enumerable.Range(0, config.Workers).Select(i => new Thread(() => Work(queue, order, epoch, first)) { IsBackground = true, Name = $"loader {i}" })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        try
        {
            TimeSpan before = Waited;
            while (queue.TryTake(out LabelledBatch? batch, cancellation))
            {
                Waited = before + queue.Waited;
                yield return batch!; // one was taken
            }
        }
        finally
        {
            queue.Close();
            foreach (Thread worker in workers)
            {
                worker.Join();
            }
        }
    }

    /// <summary>The batch of step <paramref name="step"/> (from 0, over epochs), made here and now: for those who need a few, in any order.</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the loader is strict.</exception>
    public LabelledBatch At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        int epoch = checked((int)(step / BatchesAnEpoch));
        return Batch(Part(Order(epoch), step % BatchesAnEpoch), epoch, step % BatchesAnEpoch);
    }

    private int[] Order(int epoch) => config.Shuffles ? SampleOrder.Shuffled(indices, seed, epoch) : [.. indices];

    private ReadOnlySpan<int> Part(int[] order, long number)
    {
        int from = (int)(number * config.BatchSize);
        return order.AsSpan(from, Math.Min(config.BatchSize, order.Length - from));
    }

    private void Work(OrderedQueue<LabelledBatch> queue, int[] order, int epoch, long first)
    {
        while (queue.TryReserve(out long number))
        {
            Task<LabelledBatch> made = new(() => Batch(Part(order, first + number), epoch, first + number));
            made.RunSynchronously(); // a worker has nobody to throw to: the task keeps what was thrown for the taker of this batch
            queue.Put(number, made.GetAwaiter().GetResult);
        }
    }

    private LabelledBatch Batch(ReadOnlySpan<int> samples, int epoch, long number)
    {
        SampleShape shape = dataset.Shape;
        List<float[]> values = [];
        List<long> labels = [];
        List<int> read = [];
        List<string> broken = [];
        foreach (int index in samples)
        {
            try
            {
                Random random = new(SeedMix.Of(seed, epoch, index, AugmentationPurpose));
                LabelledSample sample = config.Augmentation.Read(dataset, index, random);
                values.Add(config.Augmentation.Apply(sample.Values, shape, normalization, random));
                labels.Add(sample.Label);
                read.Add(index);
            }
            catch (InvalidDataException exception) when (!config.Strict)
            {
                broken.Add(exception.Message);
            }
        }

        BatchMix? mix = config.MixupAlpha > 0 && values.Count > 1 ? BatchMix.Mix(values, labels, config.MixupAlpha, new Random(SeedMix.Of(seed, epoch, (int)number, MixupPurpose))) : null;
        return new LabelledBatch(TimeLeading(values, shape), [.. labels], [.. read], broken) { Mix = mix };
    }

    /// <summary>Samples <c>[T, C, H, W]</c> as one array <c>[T, B, C, H, W]</c>.</summary>
    private static float[] TimeLeading(List<float[]> samples, SampleShape shape)
    {
        float[] all = new float[checked(samples.Count * shape.Values)];
        for (int step = 0; step < shape.Steps; step++)
        {
            for (int i = 0; i < samples.Count; i++)
            {
                samples[i].AsSpan(step * shape.StepValues, shape.StepValues).CopyTo(all.AsSpan(((step * samples.Count) + i) * shape.StepValues));
            }
        }

        return all;
    }
}
