namespace EventStereo.EventIO.Datasets;

/// <summary>
/// The published splits 1, 2 and 3 of MVSEC's indoor_flying sequences (Tulyakov et al., "Learning an Event Sequence Embedding
/// for Dense Event-Based Deep Stereo", ICCV 2019, "DDES"; frames from their public code and, for testing, from Zhu et al.,
/// ECCV 2018). A split is named after the sequence that is held out. Its frames are shuffled by Python 3's
/// <c>random.shuffle</c> under seed 0; the first 200 are the validation part and the rest is the test part. Frames count
/// the maps of <c>depth_image_rect</c> in the sequence's ground-truth file from 0.
/// </summary>
public sealed class MvsecSplit
{
    /// <summary>Frames of the held-out sequence that validate.</summary>
    public const int ValidationFrames = 200;

    private const ulong ShuffleSeed = 0;

    // First and last frame, both in it. The test range differs from the training range of the same sequence.
    private static readonly (int First, int Last)[] TrainRanges = [(80, 1259), (160, 1579), (125, 1814)];
    private static readonly (int First, int Last)[] TestRanges = [(140, 1200), (120, 1420), (73, 1615)];

    private MvsecSplit(int number)
    {
        Number = number;
        Pool = Range(TestRanges[number - 1]);
        new MersenneTwister(ShuffleSeed).Shuffle(Pool.AsSpan());
    }

    /// <summary>The three splits. Split 2 is left out by many papers: its held-out sequence differs much from the others.</summary>
    public static IReadOnlyList<MvsecSplit> All { get; } = [new(1), new(2), new(3)];

    /// <summary>1, 2 or 3: the number of the held-out sequence.</summary>
    public int Number { get; }

    /// <summary>Name on the command line: <c>mvsec-1</c>, <c>mvsec-2</c>, <c>mvsec-3</c>.</summary>
    public string Name => $"mvsec-{Number}";

    /// <summary>Frames of the held-out sequence in the order after the shuffle.</summary>
    internal int[] Pool { get; }

    /// <summary>
    /// The frames of a part, ascending: the order of the shuffle decides only which part a frame belongs to, and a recording is read
    /// forward.
    /// </summary>
    public IReadOnlyList<DatasetFrames> Frames(DatasetPart part) => part switch
    {
        DatasetPart.Train => [.. Enumerable.Range(1, TrainRanges.Length).Where(n => n != Number).Select(n => new DatasetFrames(NameOf(n), Range(TrainRanges[n - 1])))],
        DatasetPart.Validation => [new DatasetFrames(NameOf(Number), [.. Pool[..ValidationFrames].Order()])],
        DatasetPart.Test => [new DatasetFrames(NameOf(Number), [.. Pool[ValidationFrames..].Order()])],
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static string NameOf(int number) => $"indoor_flying{number}";

    private static int[] Range((int First, int Last) range) => [.. Enumerable.Range(range.First, range.Last - range.First + 1)];
}
