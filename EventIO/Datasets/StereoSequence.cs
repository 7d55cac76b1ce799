using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>One sequence of a data set: its name, the ground-truth maps that a part takes, and how to open it.</summary>
public sealed class StereoSequence
{
    private readonly Func<(IEventRecording Rectified, IDisparityTruth Truth)> open;

    /// <summary>Describes a sequence whose files are known to be there.</summary>
    /// <param name="name">Its published name.</param>
    /// <param name="frames">The maps to take, ascending; null takes all.</param>
    /// <param name="open">Opens the recording, rectified as the maps are, and the maps, on one clock. What implements <see cref="IDisposable"/> is disposed.</param>
    public StereoSequence(string name, IReadOnlyList<int>? frames, Func<(IEventRecording Rectified, IDisparityTruth Truth)> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(open);
        Name = name;
        this.open = open;
        Frames = frames ?? All();
    }

    /// <summary>Its published name.</summary>
    public string Name { get; }

    /// <summary>Indices of the ground-truth maps that belong to the part, ascending.</summary>
    public IReadOnlyList<int> Frames { get; }

    /// <summary>The same sequence with no more than the first <paramref name="frames"/> maps of the part.</summary>
    public StereoSequence First(int frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        return frames >= Frames.Count ? this : new StereoSequence(Name, [.. Frames.Take(frames)], open);
    }

    /// <summary>Opens the files.</summary>
    /// <exception cref="InvalidDataException">One is damaged, or there are fewer maps than the part needs.</exception>
    internal OpenStereoSequence Open()
    {
        (IEventRecording recording, IDisparityTruth truth) = open();
        OpenStereoSequence opened = new(this, recording, truth);
        try
        {
            opened.Check();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private int[] All()
    {
        (IEventRecording recording, IDisparityTruth truth) = open();
        using (recording)
        using (truth as IDisposable)
        {
            return [.. Enumerable.Range(0, truth.TimesUs.Count)];
        }
    }
}
