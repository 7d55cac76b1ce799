using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Tests;

/// <summary>The order of samples, its mixture of data sets, and walks through recordings.</summary>
public sealed class ClipOrderTests
{
    [Fact]
    public void Each_epoch_is_another_permutation_of_all_recordings()
    {
        ClipOrder order = new([3, 4], [], seed: 5);
        int[] first = [.. Positions(0, 7).Select(order.Recording)], second = [.. Positions(7, 7).Select(order.Recording)];

        Assert.Equal(Enumerable.Range(0, 7), first.Order());
        Assert.Equal(Enumerable.Range(0, 7), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_mixture_gives_each_set_its_share_of_every_beginning()
    {
        ClipOrder order = new([2, 90, 5], [5, 3, 2], seed: 5);
        double[] shares = [0.5, 0.3, 0.2];
        int[] taken = new int[3];
        foreach (long position in Positions(0, 200))
        {
            int recording = order.Recording(position);
            taken[recording < 2 ? 0 : recording < 92 ? 1 : 2]++;
            Assert.All(Enumerable.Range(0, 3), set => Assert.InRange(taken[set], (shares[set] * (position + 1)) - 1.5, (shares[set] * (position + 1)) + 1.5));
        }

        Assert.Equal([100, 60, 40], taken);
    }

    [Fact]
    public void Within_a_mixture_each_set_goes_through_all_of_its_recordings()
    {
        ClipOrder order = new([4, 6], [1, 1], seed: 5);
        int[] picks = [.. Positions(0, 24).Select(order.Recording)];

        Assert.Equal([3, 3, 3, 3, 2, 2, 2, 2, 2, 2], picks.GroupBy(recording => recording).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal(picks[17], new ClipOrder([4, 6], [1, 1], seed: 5).Recording(17)); // at once, without those before
    }

    [Fact]
    public void A_walk_goes_through_each_recording_without_a_gap()
    {
        int[] windows = [5, 9, 4, 2];
        RecordingWalk walk = new(new ClipOrder([4], [], seed: 5), recording => windows[recording], clipWindows: 2, lanes: 3, seed: 5);
        for (int lane = 0; lane < 3; lane++)
        {
            WalkPlace before = walk.Place(0, lane);
            Assert.Equal((lane, true), (before.Position, before.Begins));
            for (int step = 1; step < 40; step++)
            {
                WalkPlace place = walk.Place(step, lane);
                Assert.InRange(place.First, 0, windows[place.Recording] - 2);
                if (place.Begins)
                {
                    Assert.Equal(before.Position + 3, place.Position);
                    Assert.InRange(windows[before.Recording] - (before.First + 2), 0, 1); // less than a clip was left
                    Assert.InRange(place.First, 0, windows[place.Recording] % 2);
                }
                else
                {
                    Assert.Equal(before with { First = before.First + 2, Begins = false }, place);
                }

                before = place;
            }
        }
    }

    [Fact]
    public void A_walk_taken_up_again_is_where_it_was()
    {
        RecordingWalk walk = new(new ClipOrder([4], [], seed: 5), _ => 7, clipWindows: 2, lanes: 2, seed: 5);
        WalkPlace[] places = [.. Enumerable.Range(0, 30).Select(step => walk.Place(step, 1))];
        RecordingWalk again = new(new ClipOrder([4], [], seed: 5), _ => 7, clipWindows: 2, lanes: 2, seed: 5);

        Assert.Equal(places[23], again.Place(23, 1));
        Assert.Equal(places[4], again.Place(4, 1)); // and back
    }

    private static IEnumerable<long> Positions(int first, int count) => Enumerable.Range(first, count).Select(position => (long)position);
}
