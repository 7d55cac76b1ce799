namespace EventStereo.Search.Classification.Data;

/// <summary>Images of 8-bit pixels that are kept in memory, as the small published data sets are.</summary>
internal sealed class PixelDataset : ImageDataset
{
    private readonly byte[] pixels;
    private readonly byte[] labels;

    /// <param name="source">Where they come from.</param>
    /// <param name="classes">Names by label.</param>
    /// <param name="shape">Of one image, of one step.</param>
    /// <param name="pixels"><c>[count, C, H, W]</c>.</param>
    /// <param name="labels">Checked to be of a class.</param>
    public PixelDataset(string source, IReadOnlyList<string> classes, SampleShape shape, byte[] pixels, byte[] labels)
    {
        Source = source;
        Classes = classes;
        Shape = shape;
        this.pixels = pixels;
        this.labels = labels;
    }

    public override string Source { get; }

    public override int Count => labels.Length;

    public override IReadOnlyList<string> Classes { get; }

    public override SampleShape Shape { get; }

    public override int LabelOf(int index) => labels[index];

    public override LabelledSample Read(int index)
    {
        ReadOnlySpan<byte> own = pixels.AsSpan(checked(index * Shape.Values), Shape.Values);
        float[] values = new float[own.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = own[i] / 255f;
        }

        return new LabelledSample(values, labels[index]);
    }
}
