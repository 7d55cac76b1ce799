namespace EventStereo.EventIO.Diagnosis;

/// <summary>Counts something and keeps the place where it came first.</summary>
internal struct Place
{
    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>Time of the first.</summary>
    public long? AtUs { get; private set; }

    /// <summary>Index of the first, where known.</summary>
    public long? Index { get; private set; }

    /// <summary>Counts one more, or several.</summary>
    public void Add(long? atUs, long? index, long count = 1)
    {
        if (Count == 0)
        {
            AtUs = atUs;
            Index = index;
        }

        Count += count;
    }
}
