using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>The published splits against CPython's own shuffle (tests/data/make_splits.py) and against the publications.</summary>
public class SplitTests
{
    [Theory]
    [InlineData(0, "words_0")]
    [InlineData(12345, "words_12345")]
    [InlineData((1UL << 40) + 5, "words_wide")]
    public void Draws_the_words_that_CPython_draws(ulong seed, string name)
    {
        MersenneTwister random = new(seed);
        long[] expected = Golden<long>(name);
        Assert.Equal(expected, expected.Select(_ => (long)random.Next()));
    }

    [Fact]
    public void Draws_from_one_to_a_bound_that_is_a_power_of_two()
    {
        MersenneTwister random = new(7);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, random.Below(1)));
        int[] drawn = [.. Enumerable.Range(0, 2000).Select(_ => random.Below(8))];
        Assert.Equal(Enumerable.Range(0, 8), drawn.Distinct().Order());
    }

    [Fact]
    public void Shuffles_the_held_out_frames_as_CPython_does()
    {
        Assert.All(MvsecSplit.All, split => Assert.Equal(Golden<long>($"pool_{split.Number}"), split.Pool.Select(frame => (long)frame)));

        // The beginning of the first by eye: 140 + 54, 140 + 921, ... of random.seed(0); random.shuffle(list(range(1061))).
        Assert.Equal([194, 1061, 877, 165, 419], MvsecSplit.All[0].Pool.Take(5));
    }

    [Theory]
    [InlineData(1, 3110, 861, "indoor_flying2,indoor_flying3")]
    [InlineData(2, 2870, 1101, "indoor_flying1,indoor_flying3")]
    [InlineData(3, 2600, 1343, "indoor_flying1,indoor_flying2")]
    public void Mvsec_parts_have_the_published_sizes(int number, int train, int test, string trained)
    {
        MvsecSplit split = MvsecSplit.All[number - 1];
        Assert.Equal($"mvsec-{number}", split.Name);
        Assert.Equal(trained.Split(','), split.Frames(DatasetPart.Train).Select(frames => frames.Sequence));
        Assert.Equal(train, split.Frames(DatasetPart.Train).Sum(frames => frames.Frames.Count));
        Assert.Equal(200, Assert.Single(split.Frames(DatasetPart.Validation)).Frames.Count);
        Assert.Equal(test, Assert.Single(split.Frames(DatasetPart.Test)).Frames.Count);
    }

    [Fact]
    public void Mvsec_ranges_have_the_published_ends()
    {
        // DDES' FRAMES_FILTER_FOR_TRAINING and FRAMES_FILTER_FOR_TEST, both ends included here.
        Assert.Equal([(160, 1579), (125, 1814)], Ends(MvsecSplit.All[0].Frames(DatasetPart.Train)));
        Assert.Equal([(80, 1259), (125, 1814)], Ends(MvsecSplit.All[1].Frames(DatasetPart.Train)));
        Assert.Equal([(80, 1259), (160, 1579)], Ends(MvsecSplit.All[2].Frames(DatasetPart.Train)));
        Assert.Equal([(140, 1200), (120, 1420), (73, 1615)], MvsecSplit.All.Select(split => (split.Pool.Min(), split.Pool.Max())));
    }

    [Fact]
    public void Validation_and_test_share_the_held_out_frames_and_nothing_else()
    {
        foreach (MvsecSplit split in MvsecSplit.All)
        {
            DatasetFrames validation = split.Frames(DatasetPart.Validation)[0], test = split.Frames(DatasetPart.Test)[0];
            Assert.Equal($"indoor_flying{split.Number}", validation.Sequence);
            Assert.Equal(validation.Sequence, test.Sequence);
            Assert.Equal(split.Pool.Order(), validation.Frames.Concat(test.Frames).Order());
            Assert.Equal(validation.Frames.Order(), validation.Frames);
            Assert.Equal(test.Frames.Order(), test.Frames);
            Assert.DoesNotContain(validation.Sequence, split.Frames(DatasetPart.Train).Select(frames => frames.Sequence));
        }
    }

    [Fact]
    public void Dsec_parts_are_the_published_sequences()
    {
        Assert.Equal(41, DsecSplit.Train.Count);
        Assert.Equal(12, DsecSplit.Test.Count);
        Assert.Equal(53, DsecSplit.Train.Concat(DsecSplit.Test).Distinct().Count());
        Assert.Equal(DsecSplit.Train.Order(StringComparer.Ordinal), DsecSplit.Train);
        Assert.Equal(
            [
                "interlaken_00_a", "interlaken_00_b", "interlaken_01_a", "thun_01_a", "thun_01_b", "zurich_city_12_a", "zurich_city_13_a", "zurich_city_13_b",
                "zurich_city_14_a", "zurich_city_14_b", "zurich_city_14_c", "zurich_city_15_a",
            ],
            DsecSplit.Test);
        Assert.Contains("zurich_city_01_f", DsecSplit.Train);
        Assert.Contains("interlaken_00_g", DsecSplit.Train);
    }

    [Fact]
    public void Ddes_disparity_is_stored_to_the_bit_as_numpy_stores_it()
    {
        float[] depthM = Golden<float>("depth");
        Assert.Equal(Golden<byte>("stored"), depthM.Select(depth => DdesGroundTruth.Encode(depth, 19.941772)));
    }

    private static T[] Golden<T>(string name)
        where T : unmanaged
    {
        using NpzReader archive = NpzReader.Open(Fixtures.Data("splits", "splits.npz"));
        return archive.Read<T>(name).Data;
    }

    private static IEnumerable<(int First, int Last)> Ends(IEnumerable<DatasetFrames> frames) => frames.Select(part => (part.Frames[0], part.Frames[^1]));
}
