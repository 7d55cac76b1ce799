namespace EventStereo.Search.Classification.Data;

/// <summary>A data set of labelled images or event recordings, all of one shape. Reading is safe from several threads at once.</summary>
public abstract class ImageDataset
{
    /// <summary>Where it was read from.</summary>
    public abstract string Source { get; }

    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Names of the classes, by label.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Shape of every sample.</summary>
    public abstract SampleShape Shape { get; }

    /// <summary>The class of a sample, from 0, without reading its pixels.</summary>
    public abstract int LabelOf(int index);

    /// <summary>Reads a sample.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names its file and, in a file of many, the record.</exception>
    public abstract LabelledSample Read(int index);
}
