using EventStereo.Search.Training;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Where each lane of a run with carried state is at each step: a lane is one place in the step's batch; it goes through a recording clip after clip,
/// then through the next one. Lane g of L takes positions g, g + L, g + 2 L, ... of the sample sequence. A recording begins at a window drawn so that
/// whole clips fit and its last windows get their turn too. A function of the seed alone: a resumed run walks on from where it was.
/// </summary>
/// <param name="order">The sample sequence.</param>
/// <param name="windowsOf">Windows of a recording, at least <paramref name="clipWindows"/>.</param>
/// <param name="clipWindows">Windows of a clip.</param>
/// <param name="lanes">Number of lanes L.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class RecordingWalk(ClipOrder order, Func<int, int> windowsOf, int clipWindows, int lanes, int seed)
{
    private const int StartPurpose = -3;
    private readonly Lock gate = new();
    private WalkPlace[] places = [];
    private int step = -1;

    /// <summary>The clip of <paramref name="lane"/> at <paramref name="at"/>, a step from 0. Steps in rising order cost least.</summary>
    public WalkPlace Place(int at, int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        lock (gate)
        {
            if (step < 0 || at < step)
            {
                places = [.. Enumerable.Range(0, lanes).Select(own => Begin(own))];
                step = 0;
            }

            for (; step < at; step++)
            {
                for (int i = 0; i < lanes; i++)
                {
                    places[i] = Next(places[i]);
                }
            }

            return places[lane];
        }
    }

    private WalkPlace Begin(long position)
    {
        int recording = order.Recording(position);
        int start = new Random(SeedMix.Of(seed, (int)position, (int)(position >> 32), StartPurpose)).Next((windowsOf(recording) % clipWindows) + 1);
        return new WalkPlace(position, recording, start, Begins: true);
    }

    private WalkPlace Next(WalkPlace place)
    {
        int first = place.First + clipWindows;
        return first + clipWindows <= windowsOf(place.Recording) ? place with { First = first, Begins = false } : Begin(place.Position + lanes);
    }
}
