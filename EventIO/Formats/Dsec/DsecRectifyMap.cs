using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>Reads DSEC's <c>rectify_map.h5</c>: <c>rectify_map</c>, float32 [H, W, 2], column and row of each raw pixel in the rectified image.</summary>
internal static class DsecRectifyMap
{
    private const string Name = "/rectify_map";
    private const int MaxSide = 16_384;
    private const long MaxPixels = 1 << 26;

    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public static RectificationMap Load(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        using Hdf5Dataset dataset = file.OpenDataset(Name);
        IReadOnlyList<long> extents = dataset.Extents;
        if (dataset.Layout.Class != H5T.class_t.FLOAT || extents.Count != 3 || extents[2] != 2
            || extents[0] is < 1 or > MaxSide || extents[1] is < 1 or > MaxSide || extents[0] * extents[1] > MaxPixels)
        {
            throw new InvalidDataException($"{path}: {Name} is {string.Join('x', extents)} of {dataset.Layout.Class.ToString().ToLowerInvariant()}; expected H x W x 2 of float");
        }

        SensorSize sensor = new((int)extents[1], (int)extents[0]);
        float[] places = new float[2 * sensor.Pixels], x = new float[sensor.Pixels], y = new float[sensor.Pixels];
        dataset.ReadRows(0, dataset.Rows, places);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (places[2 * i], places[(2 * i) + 1]);
        }

        return new RectificationMap(sensor, x, y);
    }
}
