using EventStereo.Search.Classification.Loading;

namespace EventStereo.Search.Classification.Tests.Loading;

public sealed class SampleOrderTests
{
    private static readonly int[] Indices = [.. Enumerable.Range(100, 50)];

    [Fact]
    public void An_epochs_order_is_a_permutation_that_seed_and_epoch_decide()
    {
        int[] order = SampleOrder.Shuffled(Indices, seed: 1, epoch: 0);

        Assert.Equal(Indices, order.Order());
        Assert.Equal(order, SampleOrder.Shuffled(Indices, seed: 1, epoch: 0));
        Assert.NotEqual(order, SampleOrder.Shuffled(Indices, seed: 1, epoch: 1));
        Assert.NotEqual(order, SampleOrder.Shuffled(Indices, seed: 2, epoch: 0));
        Assert.NotEqual(Indices, order);
    }

    [Fact]
    public void A_split_takes_the_same_share_of_every_class_and_loses_nothing()
    {
        CountedDataset dataset = new(30);

        (int[] training, int[] validation) = SampleOrder.Split(dataset, 0.2, seed: 7);

        Assert.Equal(Enumerable.Range(0, 30), training.Concat(validation).Order());
        Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(2, validation.Count(index => dataset.LabelOf(index) == label)));
        Assert.Equal(validation, SampleOrder.Split(dataset, 0.2, seed: 7).Validation);
        Assert.NotEqual(validation, SampleOrder.Split(dataset, 0.2, seed: 8).Validation);
        Assert.Empty(SampleOrder.Split(dataset, 0, seed: 7).Validation);
        Assert.Equal(0, dataset.Reads); // labels tell
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_that_is_none_is_refused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => SampleOrder.Split(new CountedDataset(3), share, 1));
}
