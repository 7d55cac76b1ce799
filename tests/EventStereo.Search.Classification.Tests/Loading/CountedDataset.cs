using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Tests.Loading;

/// <summary>Samples <c>[2, 1, 1, 2]</c> that hold their own index: (i, i + 0.25) and (i + 0.5, i + 0.75). It counts reads and can be told to hold or break some.</summary>
internal sealed class CountedDataset(int count, Action<int>? beforeRead = null) : ImageDataset
{
    private int reads;

    public int Reads => Volatile.Read(ref reads);

    public override string Source => "counted";

    public override int Count => count;

    public override IReadOnlyList<string> Classes { get; } = ["a", "b", "c"];

    public override SampleShape Shape => new(2, 1, 1, 2);

    public override int LabelOf(int index) => index % 3;

    public override LabelledSample Read(int index)
    {
        Interlocked.Increment(ref reads);
        beforeRead?.Invoke(index);
        return new LabelledSample([index, index + 0.25f, index + 0.5f, index + 0.75f], LabelOf(index));
    }
}
