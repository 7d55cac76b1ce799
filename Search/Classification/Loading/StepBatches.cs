namespace EventStereo.Search.Classification.Loading;

/// <summary>The batches of a loader by the number of a step, over epochs. Steps one after the other come from workers that make them ahead; any other step begins anew there.</summary>
public sealed class StepBatches : IDisposable
{
    private readonly BatchLoader loader;
    private IEnumerator<LabelledBatch>? batches;
    private int next = -1; // step of the batch that comes

    /// <summary>Takes batches from <paramref name="loader"/>.</summary>
    /// <exception cref="InvalidDataException">It has too few samples for a batch.</exception>
    public StepBatches(BatchLoader loader)
    {
        ArgumentNullException.ThrowIfNull(loader);
        this.loader = loader.BatchesAnEpoch > 0 ? loader : throw new InvalidDataException($"too few samples for a batch, which needs {loader.LeastBatch}");
    }

    /// <summary>Steps of a pass over the samples.</summary>
    public int StepsPerEpoch => loader.BatchesAnEpoch;

    /// <summary>The batch of step <paramref name="step"/> (from 0).</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the loader is strict, or too few of the batch can.</exception>
    public LabelledBatch Take(int step)
    {
        if (batches is null || step != next || step % StepsPerEpoch == 0)
        {
            batches?.Dispose();
            batches = loader.Epoch(step / StepsPerEpoch, step % StepsPerEpoch).GetEnumerator();
        }

        next = step + 1;
        LabelledBatch batch = batches.MoveNext() ? batches.Current : throw new InvalidOperationException($"an epoch of {StepsPerEpoch} batches has none for step {step}");
        return batch.Count >= loader.LeastBatch
            ? batch
            : throw new InvalidDataException($"{batch.Count} samples of a batch could be read, too few for a step; the first of the others: {batch.Broken[0]}");
    }

    /// <inheritdoc/>
    public void Dispose() => batches?.Dispose();
}
