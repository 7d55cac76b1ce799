using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>What holds of every encoding, and of fast paths against the scalar definitions, on random events.</summary>
public class EncodingLawTests
{
    private const int Bins = 4;
    private const double TauUs = 2_000;
    private static readonly SensorSize Sensor = new(37, 23);
    private static readonly TimeWindow Window = new(1_000, 9_999);

    private delegate int Encoder(EventBatch events, TimeWindow window, Span<float> tensor);

    public static TheoryData<string> Streams() => ["random", "disordered", "empty", "one event", "one pixel", "one time", "off the sensor", "outside the window", "dense"];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Fast_paths_are_the_definitions(string stream)
    {
        EventBatch events = Make(stream);
        sbyte[] fast = new sbyte[Bins * Sensor.Pixels], plain = new sbyte[Bins * Sensor.Pixels];
        Assert.Equal(ScalarEncoders.StackByTime(events, Window, Sensor, Bins, plain), StackingBasedOnTime.Encode(events, Window, Sensor, Bins, fast));
        Assert.Equal(plain, fast);
        Assert.Equal(ScalarEncoders.StackByNumber(events, Window, Sensor, Bins, plain), StackingByNumber.Encode(events, Window, Sensor, Bins, fast));
        Assert.Equal(plain, fast);
        AssertAgree((e, w, t) => EventCount.Encode(e, w, Sensor, t), (e, w, t) => ScalarEncoders.Count(e, w, Sensor, t), events, 1, 0);
        AssertAgree((e, w, t) => PolarityHistogram.Encode(e, w, Sensor, Bins, t), (e, w, t) => ScalarEncoders.Histogram(e, w, Sensor, Bins, t), events, 2 * Bins, 0);
        AssertAgree((e, w, t) => TimeSurface.Encode(e, w, Sensor, TauUs, t), (e, w, t) => ScalarEncoders.TimeSurface(e, w, Sensor, TauUs, t), events, 2, 1e-6f);
        foreach (VoxelNormalization normalization in Enum.GetValues<VoxelNormalization>())
        {
            // The documented bound: 1e-5 of a pixel's number of events.
            float tolerance = 1e-5f * Math.Max(1, events.Count);
            AssertAgree(
                (e, w, t) => VoxelGrid.Encode(e, w, Sensor, Bins, normalization, t),
                (e, w, t) => ScalarEncoders.Voxels(e, w, Sensor, Bins, normalization, t), events, Bins, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void No_encoder_changes_its_input(string stream)
    {
        EventBatch events = Make(stream);
        string before = Hash(events);
        RectificationMap map = Shifted(0.25f);
        StackingBasedOnTime.Encode(events, Window, Sensor, Bins, new sbyte[Bins * Sensor.Pixels]);
        StackingByNumber.Encode(events, Window, Sensor, Bins, new sbyte[Bins * Sensor.Pixels]);
        EventCount.Encode(events, Window, Sensor, new float[Sensor.Pixels]);
        PolarityHistogram.Encode(events, Window, Sensor, 1, new float[2 * Sensor.Pixels]);
        TimeSurface.Encode(events, Window, Sensor, TauUs, new float[2 * Sensor.Pixels]);
        VoxelGrid.Encode(events, Window, Sensor, Bins, VoxelNormalization.Tonic, new float[Bins * Sensor.Pixels]);
        if (stream != "off the sensor")
        {
            StackingBasedOnTime.EncodeExact(events, map, Window, Bins, new sbyte[Bins * Sensor.Pixels]);
            VoxelGrid.EncodeExact(events, map, Window, Bins, VoxelNormalization.Dsec, new float[Bins * Sensor.Pixels]);
        }

        if (stream != "disordered")
        {
            AveragedTimeSurfaceOptions options = new();
            AveragedTimeSurface.Encode(events, Window, Sensor, options, new float[options.Channels * options.Cells(Sensor).Pixels]);
        }

        Assert.Equal(before, Hash(events));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Encode_then_count_is_the_events_in_the_window(string stream)
    {
        EventBatch events = Make(stream);
        int inside = Inside(events, Window);
        float[] counts = new float[Sensor.Pixels], histogram = new float[2 * Bins * Sensor.Pixels], voxels = new float[Bins * Sensor.Pixels];
        byte[] marks = new byte[Sensor.Pixels];
        Assert.Equal(inside, EventCount.Encode(events, Window, Sensor, counts));
        Assert.Equal(inside, PolarityHistogram.Encode(events, Window, Sensor, Bins, histogram));
        Assert.Equal(inside, VoxelGrid.Encode(events, Window, Sensor, Bins, VoxelNormalization.Zhu, voxels));
        EventCount.Mark(events, Window, Sensor, marks);
        Assert.Equal(inside, counts.Sum());
        for (int i = 0; i < counts.Length; i++)
        {
            Assert.Equal(counts[i], Enumerable.Range(0, 2 * Bins).Sum(channel => histogram[(channel * Sensor.Pixels) + i]));
            Assert.Equal(counts[i] > 0 ? 1 : 0, marks[i]);
        }

        // Interpolation shares an event out; it neither makes nor loses any of it.
        float positive = histogram.AsSpan(Bins * Sensor.Pixels).ToArray().Sum();
        Assert.Equal(positive - (inside - positive), voxels.Sum(), 1e-5 * Math.Max(1, events.Count));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Slices_joined_are_the_whole(string stream)
    {
        EventBatch events = Make(stream);
        sbyte[] whole = new sbyte[Bins * Sensor.Pixels], slice = new sbyte[Sensor.Pixels];
        float[] counts = new float[Sensor.Pixels], part = new float[Sensor.Pixels], joined = new float[Sensor.Pixels];
        int counted = StackingBasedOnTime.Encode(events, Window, Sensor, Bins, whole);
        EventCount.Encode(events, Window, Sensor, counts);
        for (int c = 0; c < Bins; c++)
        {
            TimeWindow span = new(TimeSlices.Beginning(c, Window, Bins), TimeSlices.Beginning(c + 1, Window, Bins));
            counted -= StackingBasedOnTime.Encode(events, span, Sensor, 1, slice);
            Assert.True(whole.AsSpan(c * Sensor.Pixels, Sensor.Pixels).SequenceEqual(slice), $"slice {c}");
            EventCount.Encode(events, span, Sensor, part);
            for (int i = 0; i < joined.Length; i++)
            {
                joined[i] += part[i];
            }
        }

        Assert.Equal(0, counted);
        Assert.Equal(counts, joined);
    }

    [Fact]
    public void Sums_beyond_16_bits_keep_their_sign()
    {
        EventBatch events = new();
        for (int i = 0; i < 100_000; i++)
        {
            events.Add(5_000, 7, 3, (sbyte)(i < 70_000 ? -1 : 1));
        }

        sbyte[] tensor = new sbyte[Bins * Sensor.Pixels];
        float[] counts = new float[Sensor.Pixels];
        Assert.Equal(100_000, StackingBasedOnTime.Encode(events, Window, Sensor, Bins, tensor));
        Assert.Equal([-1], tensor.Where(value => value != 0));
        EventCount.Encode(events, Window, Sensor, counts);
        Assert.Equal(100_000, counts[(3 * Sensor.Width) + 7]);
    }

    [Fact]
    public void A_single_time_goes_to_bin_0_of_a_voxel_grid()
    {
        foreach (VoxelNormalization normalization in Enum.GetValues<VoxelNormalization>())
        {
            float[] tensor = new float[Bins * Sensor.Pixels];
            VoxelGrid.Encode(Make("one time"), Window, Sensor, Bins, normalization, tensor);
            Assert.All(tensor, value => Assert.True(float.IsFinite(value)));
            Assert.Contains(tensor[..Sensor.Pixels], value => value != 0);
            Assert.DoesNotContain(tensor[Sensor.Pixels..], value => value != 0);
        }
    }

    [Fact]
    public void Tonics_normalization_loses_the_last_event_and_the_others_keep_it()
    {
        EventBatch events = new();
        events.Add(2_000, 1, 1, 1);
        events.Add(3_000, 2, 1, 1);
        float[] zhu = new float[Bins * Sensor.Pixels], tonic = new float[Bins * Sensor.Pixels];
        VoxelGrid.Encode(events, Window, Sensor, Bins, VoxelNormalization.Zhu, zhu);
        VoxelGrid.Encode(events, Window, Sensor, Bins, VoxelNormalization.Tonic, tonic);
        Assert.Equal(1, zhu[((Bins - 1) * Sensor.Pixels) + Sensor.Width + 2]);
        Assert.Equal((2f, 1f), (zhu.Sum(), tonic.Sum()));
    }

    [Fact]
    public void A_standardized_grid_has_mean_0_and_deviation_1_over_what_was_not_0()
    {
        float[] grid = [0, 1, 2, 3, 0, -4];
        VoxelGrid.Standardize(grid);

        // Of 1, 2, 3, -4 the mean is 0.5 and the sample's variance 29 / 3.
        double deviation = Math.Sqrt(29.0 / 3);
        Assert.Equal([0, 0.5 / deviation, 1.5 / deviation, 2.5 / deviation, 0, -4.5 / deviation], grid.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_standardized_grid_of_equal_or_no_elements_stays_finite()
    {
        float[] equal = [0, 3, 3], none = [0, 0], one = [5, 0];
        VoxelGrid.Standardize(equal);
        VoxelGrid.Standardize(none);
        VoxelGrid.Standardize(one);
        Assert.Equal([0, 0, 0], equal);
        Assert.Equal([0, 0], none);
        Assert.Equal([0, 0], one);
    }

    [Fact]
    public void Channels_of_sbn_hold_equal_numbers()
    {
        EventBatch events = new();
        for (int i = 0; i < 4 * Bins; i++)
        {
            events.Add(1_000 + (i * i), (ushort)i, 0, 1);
        }

        sbyte[] tensor = new sbyte[Bins * Sensor.Pixels];
        Assert.Equal(4 * Bins, StackingByNumber.Encode(events, Window, Sensor, Bins, tensor));
        for (int c = 0; c < Bins; c++)
        {
            Assert.Equal([4 * c, (4 * c) + 1, (4 * c) + 2, (4 * c) + 3], Enumerable.Range(0, Sensor.Pixels).Where(i => tensor[(c * Sensor.Pixels) + i] == 1));
        }
    }

    [Fact]
    public void Averaged_surfaces_refuse_events_out_of_order()
    {
        AveragedTimeSurfaceOptions options = new();
        Assert.Throws<ArgumentException>(() =>
            AveragedTimeSurface.Encode(Make("disordered"), Window, Sensor, options, new float[options.Channels * options.Cells(Sensor).Pixels]));
    }

    [Fact]
    public void Averaged_surfaces_forget_what_is_older_than_memory()
    {
        EventBatch events = new();
        events.Add(2_000, 5, 5, 1);
        events.Add(2_100, 5, 5, 1);
        events.Add(2_201, 5, 5, 1);
        AveragedTimeSurfaceOptions options = new() { RadiusPx = 0, MemoryUs = 100, TauUs = 100 };
        float[] tensor = new float[options.Channels * options.Cells(Sensor).Pixels];
        Assert.Equal(3, AveragedTimeSurface.Encode(events, Window, Sensor, options, tensor));

        // The second sees the first, 100 us old and still in memory; the third sees nothing: the second is 101 us old.
        Assert.Equal(Math.Exp(-1) / 3, tensor[options.Cells(Sensor).Pixels], 1e-6);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 10, 0)]
    [InlineData(0, 10, 1_001)]
    [InlineData(long.MinValue, long.MaxValue, 1)]
    [InlineData(0, long.MaxValue / 2, 1_000)]
    public void Windows_and_slices_that_cannot_be_are_refused(long fromUs, long toUs, int channels) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StackingBasedOnTime.Encode(
            new EventBatch(), new TimeWindow(fromUs, toUs), Sensor, channels, new sbyte[channels * Sensor.Pixels]));

    private static void AssertAgree(Encoder fast, Encoder plain, EventBatch events, int channels, float tolerance)
    {
        float[] actual = new float[channels * Sensor.Pixels], expected = new float[channels * Sensor.Pixels];
        Array.Fill(actual, 9);
        Assert.Equal(plain(events, Window, expected), fast(events, Window, actual));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"element {i}: {actual[i]} instead of {expected[i]}");
        }
    }

    private static int Inside(EventBatch events, TimeWindow window) =>
        Enumerable.Range(0, events.Count).Count(i => window.Contains(events.TUs[i]) && Sensor.Contains(events.X[i], events.Y[i]));

    private static RectificationMap Shifted(float by) => new(
        Sensor, [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (i % Sensor.Width) + by)], [.. Enumerable.Range(0, Sensor.Pixels).Select(i => (i / Sensor.Width) - by)]);

    private static EventBatch Make(string stream)
    {
        Random random = new(5);
        EventBatch events = new();
        int count = stream switch { "empty" => 0, "one event" => 1, "dense" => 40_000, _ => 2_000 };
        for (int i = 0; i < count; i++)
        {
            long tUs = stream switch
            {
                "one time" or "one event" => 5_000,
                "outside the window" => i < count / 2 ? 999 : 9_999,
                "disordered" => random.Next(12_000),
                _ => i * 11_000L / count,
            };
            bool off = stream == "off the sensor" && i % 3 == 0, still = stream == "one pixel";
            events.Add(
                tUs, (ushort)(still ? 36 : random.Next(Sensor.Width) + (off ? Sensor.Width : 0)), (ushort)(still ? 22 : random.Next(Sensor.Height) + (off ? 65_000 : 0)),
                (sbyte)(random.Next(5) < 2 ? -1 : 1));
        }

        return events;
    }

    private static string Hash(EventBatch events)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(events.TUs));
        hash.AppendData(MemoryMarshal.AsBytes(events.X));
        hash.AppendData(MemoryMarshal.AsBytes(events.Y));
        hash.AppendData(MemoryMarshal.AsBytes(events.Polarity));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
