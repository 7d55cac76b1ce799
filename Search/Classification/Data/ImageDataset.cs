using EventStereo.Search.Classification.Augmentation;

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

    /// <summary>Reads a part of a sample, brought to the shape of all.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="area">Says which part, given rows and columns of the whole.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read(int)"/>.</exception>
    public virtual LabelledSample Read(int index, Func<int, int, CropArea> area)
    {
        ArgumentNullException.ThrowIfNull(area);
        LabelledSample whole = Read(index);
        return whole with { Values = ImageTransforms.Resize(whole.Values, Shape, area(Shape.Height, Shape.Width)) };
    }
}
