using EventStereo.Search.Classification.Data;
using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.Loading;

/// <summary>Orders, splits and choices of samples, functions of the seed alone or of nothing.</summary>
public static class SampleOrder
{
    private const int OrderPurpose = 1, SplitPurpose = 2;

    /// <summary>The samples <paramref name="indices"/> in the random order of epoch <paramref name="epoch"/>.</summary>
    public static int[] Shuffled(IReadOnlyList<int> indices, int seed, int epoch)
    {
        int[] order = [.. indices];
        new Random(SeedMix.Of(seed, epoch, OrderPurpose, 0)).Shuffle(order);
        return order;
    }

    /// <summary>
    /// Splits a data set's samples at random so that <paramref name="validationShare"/> of every class, rounded, is for validation: each part has the classes in the data set's own
    /// proportions. Both parts are in ascending order.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not 0 to below 1.</exception>
    public static (int[] Training, int[] Validation) Split(ImageDataset dataset, double validationShare, int seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (validationShare is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(validationShare), validationShare, "a share is 0 to below 1");
        }

        List<int> training = [], validation = [];
        foreach (IGrouping<int, int> ofClass in Enumerable.Range(0, dataset.Count).GroupBy(dataset.LabelOf).OrderBy(group => group.Key))
        {
            int[] members = [.. ofClass];
            new Random(SeedMix.Of(seed, ofClass.Key, SplitPurpose, 0)).Shuffle(members);
            int held = (int)Math.Round(members.Length * validationShare, MidpointRounding.AwayFromZero);
            validation.AddRange(members[..held]);
            training.AddRange(members[held..]);
        }

        return ([.. training.Order()], [.. validation.Order()]);
    }

    /// <summary>At most <paramref name="most"/> of <paramref name="count"/> samples, evenly spread over them: many data sets lie class by class, and their first samples are of the first classes.</summary>
    public static IReadOnlyList<int> Spread(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        int taken = Math.Min(count, most);
        return [.. Enumerable.Range(0, taken).Select(i => (int)((long)i * count / taken))];
    }
}
