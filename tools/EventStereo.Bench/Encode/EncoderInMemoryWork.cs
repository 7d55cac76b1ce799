using System.Numerics;
using System.Runtime.InteropServices;
using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Encode;

/// <summary>Windows in memory, encoded one after the other into one tensor.</summary>
internal sealed class EncoderInMemoryWork(
    IReadOnlyList<(EventBatch Events, TimeWindow Window)> windows, int elements, float tolerance, EncoderInMemory.Encoder encode, EncoderInMemory.Encoder reference) : BenchmarkWork
{
    private readonly sbyte[] signs = new sbyte[elements];
    private readonly float[] values = new float[elements];
    private long sum;

    public override long Items { get; } = windows.Sum(window => (long)window.Events.Count);

    public override string Remark => $"{windows.Count} windows of {Items / Math.Max(1, windows.Count)} events; the columns sum to {sum}";

    public override void Ours() => Run(encode, signs, values);

    public override void Reference() => Run(reference, signs, values);

    public override void Limit()
    {
        sum = 0;
        foreach ((EventBatch events, _) in windows)
        {
            sum += Sum(MemoryMarshal.AsBytes(events.TUs)) + Sum(MemoryMarshal.AsBytes(events.X)) + Sum(MemoryMarshal.AsBytes(events.Y)) + Sum(MemoryMarshal.AsBytes(events.Polarity));
        }
    }

    public override void Verify()
    {
        sbyte[] expectedSigns = new sbyte[elements];
        float[] expectedValues = new float[elements];
        for (int i = 0; i < windows.Count; i++)
        {
            int ours = encode(windows[i].Events, windows[i].Window, SensorSize.Davis346, signs, values);
            int theirs = reference(windows[i].Events, windows[i].Window, SensorSize.Davis346, expectedSigns, expectedValues);
            bool equal = ours == theirs && signs.AsSpan().SequenceEqual(expectedSigns);
            for (int k = 0; k < elements && equal; k++)
            {
                equal = Math.Abs(values[k] - expectedValues[k]) <= tolerance;
            }

            if (!equal)
            {
                throw new BenchmarkMismatchException($"window {i} differs from the scalar definition by more than {tolerance}");
            }
        }
    }

    private void Run(EncoderInMemory.Encoder encoder, Span<sbyte> bytes, Span<float> floats)
    {
        foreach ((EventBatch events, TimeWindow window) in windows)
        {
            _ = encoder(events, window, SensorSize.Davis346, bytes, floats);
        }
    }

    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector<long>> vectors = MemoryMarshal.Cast<byte, Vector<long>>(bytes);
        Vector<long> total = Vector<long>.Zero;
        foreach (Vector<long> vector in vectors)
        {
            total += vector;
        }

        return Vector.Sum(total);
    }
}
