using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public class EncodingTests
{
    private static readonly SensorSize Sensor = Fixtures.Sensor;

    [Fact]
    public void Sbt_agrees_with_numpy_bit_by_bit()
    {
        using NpzReader golden = NpzReader.Open(Fixtures.Numpy("sbt_50ms.npz"));
        long[] fromUs = golden.Read<long>("fromUs").Data, toUs = golden.Read<long>("toUs").Data;
        foreach (string side in (string[])["left", "right"])
        {
            EventBatch events = Fixtures.NumpyEvents(side + ".npy");
            NpyArray<sbyte> expected = golden.Read<sbyte>(side);
            sbyte[] tensor = new sbyte[5 * Sensor.Pixels];
            for (int n = 0; n < fromUs.Length; n++)
            {
                StackingBasedOnTime.Encode(events, new TimeWindow(fromUs[n], toUs[n]), Sensor, 5, tensor);
                Assert.True(expected.Data.AsSpan(n * tensor.Length, tensor.Length).SequenceEqual(tensor), $"{side} window {n}");
            }
        }
    }

    [Fact]
    public void Sbt_agrees_with_numpy_where_slices_are_of_uneven_length()
    {
        sbyte[] tensor = new sbyte[7 * Sensor.Pixels];
        StackingBasedOnTime.Encode(Fixtures.NumpyEvents("left.npy"), new TimeWindow(1_234, 34_567), Sensor, 7, tensor);
        Assert.Equal(NpyFile.Read<sbyte>(Fixtures.Numpy("sbt_uneven.npy")).Data, tensor);
    }

    [Fact]
    public void Sbt_puts_the_oldest_events_into_channel_0()
    {
        EventBatch events = new();
        events.Add(100, 3, 2, 1);
        events.Add(149, 4, 2, -1);
        events.Add(150, 5, 2, 1);
        sbyte[] tensor = new sbyte[5 * Sensor.Pixels];
        Assert.Equal(2, StackingBasedOnTime.Encode(events, new TimeWindow(100, 150), Sensor, 5, tensor));
        Assert.Equal(1, tensor[(2 * 32) + 3]);
        Assert.Equal(-1, tensor[(4 * Sensor.Pixels) + (2 * 32) + 4]);
        Assert.Equal(2, tensor.Count(value => value != 0));
    }

    [Fact]
    public void Sbt_takes_the_sign_of_the_sum_even_beyond_a_byte()
    {
        EventBatch events = new();
        for (int i = 0; i < 500; i++)
        {
            events.Add(i, 1, 1, (sbyte)(i < 300 ? 1 : -1));
            events.Add(i, 2, 1, (sbyte)(i % 2 == 0 ? 1 : -1));
        }

        sbyte[] tensor = new sbyte[Sensor.Pixels];
        StackingBasedOnTime.Encode(events, new TimeWindow(0, 500), Sensor, 1, tensor);
        Assert.Equal([1, 0], [tensor[33], tensor[34]]);
    }

    [Fact]
    public void Exact_rectification_by_the_identity_is_plain_sbt()
    {
        float[] x = [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (float)(i % 32))];
        float[] y = [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (float)(i / 32))];
        EventBatch events = Fixtures.NumpyEvents("left.npy");
        TimeWindow window = new(0, 50_000);
        sbyte[] plain = new sbyte[5 * Sensor.Pixels], exact = new sbyte[5 * Sensor.Pixels];
        int counted = StackingBasedOnTime.Encode(events, window, Sensor, 5, plain);
        Assert.Equal(counted, StackingBasedOnTime.EncodeExact(events, new RectificationMap(Sensor, x, y), window, 5, exact));
        Assert.Equal(plain, exact);
    }

    [Fact]
    public void Exact_rectification_spreads_an_event_over_the_pixels_around_it()
    {
        float[] x = new float[Sensor.Pixels], y = new float[Sensor.Pixels];
        (x[0], y[0]) = (4.5f, 6.5f);
        (x[1], y[1]) = (10.1f, 6f);
        (x[2], y[2]) = (-3f, 6f);
        EventBatch events = new();
        events.Add(0, 0, 0, -1);
        events.Add(0, 1, 0, 1);
        events.Add(0, 2, 0, 1);
        sbyte[] tensor = new sbyte[Sensor.Pixels];
        Assert.Equal(2, StackingBasedOnTime.EncodeExact(events, new RectificationMap(Sensor, x, y), new TimeWindow(0, 1), 1, tensor));
        int[] marked = [.. Enumerable.Range(0, tensor.Length).Where(i => tensor[i] != 0)];
        Assert.Equal([(6 * 32) + 4, (6 * 32) + 5, (6 * 32) + 10, (7 * 32) + 4, (7 * 32) + 5], marked);
        Assert.Equal([-1, 1], [tensor[(6 * 32) + 4], tensor[(6 * 32) + 10]]);
    }
}
