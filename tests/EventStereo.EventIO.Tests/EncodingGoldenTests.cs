using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>Encodings against numpy's, made by tests/data/make_encodings.py in float64.</summary>
public sealed class EncodingGoldenTests : IDisposable
{
    private static readonly SensorSize Sensor = Fixtures.Sensor;
    private readonly NpzReader golden = NpzReader.Open(Fixtures.Numpy("encodings.npz"));
    private readonly EventBatch events = Fixtures.NumpyEvents("left.npy");

    private TimeWindow Window => golden.Read<long>("window").Data is [long fromUs, long toUs] ? new TimeWindow(fromUs, toUs) : default;

    public void Dispose() => golden.Dispose();

    [Theory]
    [InlineData(5, "sbn")]
    [InlineData(7, "sbn7")]
    public void Sbn_is_numpys_bit_by_bit(int channels, string name)
    {
        sbyte[] tensor = new sbyte[channels * Sensor.Pixels];
        StackingByNumber.Encode(events, Window, Sensor, channels, tensor);
        Assert.Equal(golden.Read<sbyte>(name).Data, tensor);
    }

    [Theory]
    [InlineData(1, "histogram")]
    [InlineData(3, "histogram3")]
    public void Histograms_are_numpys_bit_by_bit(int bins, string name)
    {
        float[] tensor = new float[2 * bins * Sensor.Pixels];
        PolarityHistogram.Encode(events, Window, Sensor, bins, tensor);
        Assert.Equal(golden.Read<float>(name).Data, tensor);
    }

    /// <summary>float32 sums of at most 800 events of one pixel: 1e-4 is some thirty units in the last place.</summary>
    [Theory]
    [InlineData(5, VoxelNormalization.Zhu, "zhu")]
    [InlineData(5, VoxelNormalization.Dsec, "zhu")]
    [InlineData(5, VoxelNormalization.Tonic, "tonic")]
    [InlineData(1, VoxelNormalization.Zhu, "one")]
    public void Voxel_grids_are_numpys_in_each_normalization(int bins, VoxelNormalization normalization, string name)
    {
        float[] tensor = new float[bins * Sensor.Pixels];
        VoxelGrid.Encode(events, Window, Sensor, bins, normalization, tensor);
        AssertNear(golden.Read<float>(name).Data, tensor, 1e-4f);
    }

    [Fact]
    public void Voxels_at_exact_places_are_numpys()
    {
        RectificationMap map = StereoRectification.Load(Fixtures.Calibration).Left;
        float[] tensor = new float[5 * Sensor.Pixels];
        VoxelGrid.EncodeExact(events, map, Window, 5, VoxelNormalization.Dsec, tensor);
        AssertNear(golden.Read<float>("exact").Data, tensor, 2e-4f);
    }

    /// <summary>An element that rounding leaves a hair from 0 is left out by numpy and not here, or the other way round: looser than the grid itself.</summary>
    [Fact]
    public void Standardized_voxels_are_numpys()
    {
        float[] tensor = new float[5 * Sensor.Pixels];
        VoxelGrid.Encode(events, Window, Sensor, 5, VoxelNormalization.Dsec, tensor);
        VoxelGrid.Standardize(tensor);
        AssertNear(golden.Read<float>("standardized").Data, tensor, 1e-3f);
    }

    [Fact]
    public void The_time_surface_is_numpys()
    {
        float[] tensor = new float[2 * Sensor.Pixels];
        TimeSurface.Encode(events, Window, Sensor, 30_000, tensor);
        AssertNear(golden.Read<float>("surface").Data, tensor, 1e-6f);
    }

    [Fact]
    public void The_averaged_time_surface_is_numpys()
    {
        AveragedTimeSurfaceOptions options = new() { CellPx = 10, RadiusPx = 2, MemoryUs = 20_000, TauUs = 15_000 };
        NpyArray<float> expected = golden.Read<float>("averaged");
        float[] tensor = new float[expected.Data.Length];
        AveragedTimeSurface.Encode(events, Window, Sensor, options, tensor);
        Assert.Equal([options.Channels, options.Cells(Sensor).Height, options.Cells(Sensor).Width], expected.Shape);
        AssertNear(expected.Data, tensor, 1e-4f);
    }

    private static void AssertNear(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.Contains(expected, value => value != 0);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"element {i}: {actual[i]} instead of {expected[i]}");
        }
    }
}
