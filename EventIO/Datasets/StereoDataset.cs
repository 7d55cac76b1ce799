using System.Collections;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Aligned stereo samples of a data set: for each ground-truth map of a part, what both rectified cameras saw in the window that
/// ends at its time, and the disparity. By index in any order, or in one pass from the first sequence's first map on. One
/// sequence's files are open at a time, and memory is one window and one map, whatever the recordings' length. Not thread-safe.
/// </summary>
public sealed class StereoDataset : IReadOnlyList<StereoSample>, IDisposable
{
    private readonly DatasetOptions options;
    private readonly int[] firsts;
    private OpenStereoSequence? current;

    /// <summary>Joins sequences.</summary>
    /// <param name="name">Name to go by, such as <c>mvsec-1:test</c>.</param>
    /// <param name="sequences">At least one.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    public StereoDataset(string name, IReadOnlyList<StereoSequence> sequences, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfZero(sequences.Count, nameof(sequences));
        Name = name;
        Sequences = sequences;
        this.options = options ?? new DatasetOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(this.options.WindowUs, nameof(options));
        firsts = new int[sequences.Count];
        for (int i = 0; i < firsts.Length; i++)
        {
            firsts[i] = Count;
            Count = checked(Count + sequences[i].Frames.Count);
        }
    }

    /// <summary>Name to go by, such as <c>mvsec-1:test</c>.</summary>
    public string Name { get; }

    /// <summary>The sequences, in the order in which their samples come.</summary>
    public IReadOnlyList<StereoSequence> Sequences { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>What was dropped or reordered in all that was read so far.</summary>
    public EventLosses Losses { get; } = new();

    /// <summary>Sample <paramref name="index"/>, read anew each time; its arrays are the caller's.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public StereoSample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            int sequence = Array.FindLastIndex(firsts, first => first <= index);
            OpenStereoSequence opened = Opened(Sequences[sequence]);
            int frame = opened.Sequence.Frames[index - firsts[sequence]];
            return Encode(opened.Windows([frame], options, Losses).Single());
        }
    }

    /// <summary>All samples, in one pass over each recording.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IEnumerator<StereoSample> GetEnumerator() => Windows().Select(Encode).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The events of all windows, in one pass over each recording, for other encodings than a sample's.</summary>
    /// <param name="unbroken">
    /// Also the windows of the maps between a sequence's first and last in the part, without disparity: a method that carries state needs
    /// to see an unbroken stream, and the frames of a shuffled part leave holes.
    /// </param>
    /// <param name="before">With <paramref name="unbroken"/>: also the windows of so many maps before a sequence's first, as far as there are any.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IEnumerable<DatasetWindow> Windows(bool unbroken = false, int before = 0)
    {
        foreach (StereoSequence sequence in Sequences.Where(sequence => sequence.Frames.Count > 0))
        {
            using OpenStereoSequence opened = sequence.Open();
            int first = Math.Max(0, sequence.Frames[0] - before);
            IReadOnlyList<int> frames = unbroken ? [.. Enumerable.Range(first, sequence.Frames[^1] - first + 1)] : sequence.Frames;
            foreach (DatasetWindow window in opened.Windows(frames, options, Losses))
            {
                yield return window;
            }
        }
    }

    /// <summary>Number of windows that <see cref="Windows"/> gives.</summary>
    /// <param name="unbroken">As there.</param>
    /// <param name="before">As there.</param>
    public int CountWindows(bool unbroken, int before = 0) => unbroken
        ? Sequences.Sum(sequence => sequence.Frames.Count == 0 ? 0 : sequence.Frames[^1] - Math.Max(0, sequence.Frames[0] - before) + 1)
        : Count;

    /// <summary>The same data with no more than the first <paramref name="frames"/> samples of each sequence.</summary>
    public StereoDataset First(int frames) => new(Name, [.. Sequences.Select(sequence => sequence.First(frames))], options);

    /// <summary>Closes the files that reading by index left open.</summary>
    public void Dispose() => current?.Dispose();

    private OpenStereoSequence Opened(StereoSequence sequence)
    {
        if (current?.Sequence != sequence)
        {
            current?.Dispose();
            current = null;
            current = sequence.Open();
        }

        return current;
    }

    private StereoSample Encode(DatasetWindow window) => StereoSamples.Encode(window.Events, window.Sensor, options.Channels, window.DisparityPx, null);
}
