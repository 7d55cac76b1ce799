namespace EventStereo.Search.Classification.Loading;

/// <summary>The batches of a loader by the number of a step, over epochs. Steps one after the other come from workers that make them ahead; any other step begins anew there.</summary>
public sealed class StepBatches : IDisposable
{
    private readonly BatchLoader loader;
    private IEnumerator<LabelledBatch>? batches;
    private int next = -1; // step of the batch that comes

    /// <summary>Takes batches from <paramref name="loader"/>.</summary>
    public StepBatches(BatchLoader loader) => this.loader = loader ?? throw new ArgumentNullException(nameof(loader));

    /// <summary>Steps of a pass over the samples.</summary>
    public int StepsPerEpoch => (int)loader.BatchesAnEpoch;

    /// <summary>The batch of step <paramref name="step"/> (from 0).</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the loader is strict, or none of the batch can.</exception>
    public LabelledBatch Take(int step)
    {
        if (batches is null || step != next || step % StepsPerEpoch == 0)
        {
            batches?.Dispose();
            batches = loader.Epoch(step / StepsPerEpoch, step % StepsPerEpoch).GetEnumerator();
        }

        next = step + 1;
        LabelledBatch batch = batches.MoveNext() ? batches.Current : throw new InvalidOperationException($"an epoch of {StepsPerEpoch} batches has none for step {step}");
        return batch.Count > 0 ? batch : throw new InvalidDataException($"no sample of a batch could be read; the first: {batch.Broken[0]}");
    }

    /// <inheritdoc/>
    public void Dispose() => batches?.Dispose();
}
