using EventStereo.Search.Classification.Loading;

namespace EventStereo.Search.Classification.Tests.Loading;

public sealed class BatchMixTests
{
    private static readonly BatchLoaderConfig Mixed = new() { BatchSize = 5, MixupAlpha = 1, Shuffles = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_mixed_sample_is_its_shares_of_two()
    {
        LabelledBatch[] plain = [.. Loader(Mixed with { MixupAlpha = 0 }).Epoch(0, cancellation: Cancellation)], mixed = [.. Loader(Mixed).Epoch(0, cancellation: Cancellation)];

        Assert.All(plain, batch => Assert.Null(batch.Mix));
        for (int i = 0; i < mixed.Length; i++)
        {
            BatchMix mix = mixed[i].Mix!; // asked for
            Assert.InRange(mix.Share, 0.5f, 1f);
            Assert.Equal(plain[i].Labels, mixed[i].Labels);
            Assert.Equal(plain[i].Labels.Order(), mix.OtherLabels.Order()); // every sample is once the other one

            // Sample k of the batch holds its own place in the data set in its first value: that of its partner follows from it.
            int[] partners = [.. Enumerable.Range(0, 5).Select(k => (int)Math.Round((mixed[i].Values[2 * k] - (mix.Share * plain[i].Indices[k])) / (1 - mix.Share)))];
            Assert.Equal(plain[i].Indices, partners.Order());
            Assert.Equal(mix.OtherLabels, partners.Select(partner => (long)(partner % 3)));
            Assert.Equal(Enumerable.Range(0, 5).Select(k => (mix.Share * (plain[i].Indices[k] + 0.5f)) + ((1 - mix.Share) * (partners[k] + 0.5f))), Enumerable.Range(0, 5).Select(k => mixed[i].Values[10 + (2 * k)]), (x, y) => Math.Abs(x - y) < 1e-4);
        }
    }

    [Fact]
    public void Equal_seeds_mix_alike_whatever_the_workers_and_every_batch_by_itself()
    {
        float[][] one = [.. Loader(Mixed).Epoch(1, cancellation: Cancellation).Select(batch => batch.Values)], other = [.. Loader(Mixed with { Workers = 4 }).Epoch(1, cancellation: Cancellation).Select(batch => batch.Values)];

        Assert.Equal(one, other);
        Assert.Equal(one[2..], Loader(Mixed).Epoch(1, first: 2, Cancellation).Select(batch => batch.Values)); // as a resumed run asks for them
        Assert.Equal(8, Loader(Mixed).Epoch(1, cancellation: Cancellation).Select(batch => batch.Mix!.Share).Distinct().Count()); // asked for
    }

    /// <summary>Variance of a beta distribution of equal parameters: 1 / (4 (2 alpha + 1)).</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(2)]
    public void Shares_are_of_a_beta_distribution(double alpha)
    {
        Random random = new(3);
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => BatchMix.Beta(alpha, random))];

        Assert.InRange(drawn.Average(), 0.49, 0.51); // deviation of the mean is 0.003 at most
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), drawn.Average(value => (value - 0.5) * (value - 0.5)), 0.004);
    }

    [Fact]
    public void One_sample_has_no_partner()
    {
        LabelledBatch batch = Loader(Mixed with { BatchSize = 1 }).Epoch(0, cancellation: Cancellation).First();

        Assert.Null(batch.Mix);
    }

    [Fact]
    public void A_parameter_that_cannot_be_is_named() => Assert.Contains("loader.mixupAlpha is 3, not 0 (none) or 0.001 to 2", (Mixed with { MixupAlpha = 3 }).Validate("loader"));

    private static BatchLoader Loader(BatchLoaderConfig config) => new(new CountedDataset(40), [.. Enumerable.Range(0, 40)], config, null, seed: 3);
}
