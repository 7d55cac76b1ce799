using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Classification.Tests.Loading;

public sealed class BatchLoaderTests
{
    private const int Seed = 3;

    private static readonly BatchLoaderConfig InOrder = new() { BatchSize = 4, Workers = 3, QueuedBatches = 2, Shuffles = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Batches_are_time_leading_and_the_last_is_partial()
    {
        LabelledBatch[] batches = [.. Loader(new CountedDataset(6), InOrder).Epoch(0, cancellation: Cancellation)];

        Assert.Equal([4, 2], batches.Select(batch => batch.Count));
        Assert.Equal([4f, 4.25f, 5f, 5.25f, 4.5f, 4.75f, 5.5f, 5.75f], batches[1].Values); // step 0 of both samples, then step 1
        Assert.Equal([1L, 2L], batches[1].Labels);
        Assert.Equal([4, 5], batches[1].Indices);
    }

    [Fact]
    public void The_order_holds_when_early_batches_take_longest()
    {
        CountedDataset dataset = new(40, index => Thread.Sleep(index < 4 ? 40 : 0));

        int[] seen = [.. Loader(dataset, InOrder with { BatchSize = 1, Workers = 4, QueuedBatches = 8 }).Epoch(0, cancellation: Cancellation).SelectMany(batch => batch.Indices)];

        Assert.Equal(Enumerable.Range(0, 40), seen);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(2, 9)]
    public void Equal_seeds_give_equal_batches_whatever_the_workers(int workers, int queued)
    {
        BatchLoaderConfig random = new() { BatchSize = 5, Augmentation = new ImageAugmentation { CropPaddingPx = 1, CutoutPx = 2 } };
        BatchLoader one = Loader(new CountedDataset(32), random), other = Loader(new CountedDataset(32), random with { Workers = workers, QueuedBatches = queued });

        LabelledBatch[] expected = [.. one.Epoch(2, cancellation: Cancellation)], actual = [.. other.Epoch(2, cancellation: Cancellation)];

        Assert.Equal(expected.SelectMany(batch => batch.Values), actual.SelectMany(batch => batch.Values));
        Assert.Equal(expected.SelectMany(batch => batch.Indices), actual.SelectMany(batch => batch.Indices));
        Assert.NotEqual(expected.SelectMany(batch => batch.Indices), one.Epoch(3, cancellation: Cancellation).SelectMany(batch => batch.Indices));
    }

    [Fact]
    public void Not_more_batches_are_made_ahead_than_the_queue_holds()
    {
        CountedDataset dataset = new(400);
        using IEnumerator<LabelledBatch> batches = Loader(dataset, InOrder with { Workers = 8, QueuedBatches = 3 }).Epoch(0, cancellation: Cancellation).GetEnumerator();

        Assert.True(batches.MoveNext());
        SpinWait.SpinUntil(() => dataset.Reads == 16, TimeSpan.FromSeconds(20)); // the one taken and three more of four samples each
        Thread.Sleep(30);

        Assert.Equal(16, dataset.Reads);
    }

    [Fact]
    public void A_broken_sample_is_left_out_and_named()
    {
        LabelledBatch batch = Loader(new CountedDataset(3, Break), InOrder).Epoch(0, cancellation: Cancellation).Single();

        Assert.Equal([0, 2], batch.Indices);
        Assert.Equal([0f, 0.25f, 2f, 2.25f, 0.5f, 0.75f, 2.5f, 2.75f], batch.Values);
        Assert.Equal("record 1 is broken", Assert.Single(batch.Broken));
    }

    [Fact]
    public void A_strict_loader_ends_at_the_batch_with_the_broken_sample()
    {
        using IEnumerator<LabelledBatch> batches = Loader(new CountedDataset(9, index => Break(index - 4)), InOrder with { Strict = true }).Epoch(0, cancellation: Cancellation).GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.Equal("record 1 is broken", Assert.Throws<InvalidDataException>(() => batches.MoveNext()).Message);
    }

    [Fact]
    public void Any_other_failure_of_a_worker_reaches_the_taker()
    {
        BatchLoader loader = Loader(new CountedDataset(3, _ => throw new NotSupportedException("no")), InOrder);

        Assert.Throws<NotSupportedException>(() => loader.Epoch(0, cancellation: Cancellation).ToArray());
    }

    [Fact]
    public void Leaving_early_and_cancelling_end_the_workers()
    {
        CountedDataset dataset = new(4000);
        BatchLoader loader = Loader(dataset, InOrder);

        _ = loader.Epoch(0, cancellation: Cancellation).First();
        int reads = dataset.Reads;
        Thread.Sleep(30);
        Assert.Equal(reads, dataset.Reads);

        using CancellationTokenSource source = new();
        using ManualResetEventSlim gate = new();
        BatchLoader held = Loader(new CountedDataset(8, _ => gate.Wait(TimeSpan.FromSeconds(20))), InOrder);
        source.CancelAfter(20);
        using IEnumerator<LabelledBatch> batches = held.Epoch(0, cancellation: source.Token).GetEnumerator();
        _ = Task.Run(
            () =>
            {
                source.Token.WaitHandle.WaitOne();
                gate.Set();
            },
            Cancellation);
        Assert.ThrowsAny<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void Waiting_is_counted()
    {
        BatchLoader loader = Loader(new CountedDataset(2, _ => Thread.Sleep(40)), InOrder with { BatchSize = 1, Workers = 1 });

        Assert.Equal(2, loader.Epoch(0, cancellation: Cancellation).Count());

        Assert.InRange(loader.Waited.TotalMilliseconds, 60, 20_000); // two samples of 40 ms by one worker, nothing else to do
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Assert.Equal(3, new BatchLoaderConfig { BatchSize = 0, Workers = 0, QueuedBatches = 0 }.Validate("loader").Count);
        Assert.Throws<ArgumentException>(() => Loader(new CountedDataset(1), InOrder with { Workers = 0 }));
    }

    [Theory]
    [InlineData(9, new[] { 4, 4 })]
    [InlineData(10, new[] { 4, 4, 2 })]
    [InlineData(1, new int[0])]
    public void A_last_batch_of_fewer_than_the_least_is_left_out(int samples, int[] counts)
    {
        BatchLoader loader = Loader(new CountedDataset(samples), InOrder with { LeastBatch = 2 });

        Assert.Equal(counts, loader.Epoch(0, cancellation: Cancellation).Select(batch => batch.Count));
        Assert.Equal(counts.Length, loader.BatchesAnEpoch);
        if (counts.Length == 0)
        {
            Assert.Contains("needs 2", Assert.Throws<InvalidDataException>(() => new StepBatches(loader)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Too_few_samples_of_a_batch_that_can_be_read_are_told_with_one_that_cannot()
    {
        using StepBatches batches = new(Loader(new CountedDataset(2, Break), InOrder with { LeastBatch = 2 }));

        Assert.Contains("1 samples of a batch could be read, too few for a step; the first of the others: record 1 is broken", Assert.Throws<InvalidDataException>(() => batches.Take(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused_before_it_is_made()
    {
        string message = Assert.Throws<ConfigurationException>(() => new BatchLoader(new LargeDataset(), [0], new BatchLoaderConfig { BatchSize = 60_000 }, null, Seed)).Message;

        Assert.Contains("60000 samples of 1x3x224x224", message, StringComparison.Ordinal);
    }

    /// <summary>Photographs that nobody reads.</summary>
    private sealed class LargeDataset : ImageDataset
    {
        public override string Source => "large";

        public override int Count => 1;

        public override IReadOnlyList<string> Classes { get; } = ["a", "b"];

        public override SampleShape Shape => new(1, 3, 224, 224);

        public override int LabelOf(int index) => 0;

        public override LabelledSample Read(int index) => throw new NotSupportedException();
    }

    private static BatchLoader Loader(CountedDataset dataset, BatchLoaderConfig config) => new(dataset, [.. Enumerable.Range(0, dataset.Count)], config, null, Seed);

    private static void Break(int index)
    {
        if (index == 1)
        {
            throw new InvalidDataException("record 1 is broken");
        }
    }
}
