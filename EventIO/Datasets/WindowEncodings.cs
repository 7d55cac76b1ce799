using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>The encodings that <see cref="SpikeTensorOptions"/> names.</summary>
internal static class WindowEncodings
{
    private const string Slices = "windows half-open; channel 0 is the oldest";

    /// <summary>Encodings of signs.</summary>
    public static WindowEncoding<sbyte> OfSigns(SpikeTensorOptions options, SensorSize sensor)
    {
        int bins = options.BinsOrDefault;
        return options.Encoding == EventEncoding.Sbn
            ? new(bins, sensor.Height, sensor.Width, $"sign of the summed polarity a slice of equal number; {Slices}", (events, window, _, tensor) =>
                StackingByNumber.Encode(events, window, sensor, bins, tensor))
            : new(bins, sensor.Height, sensor.Width, $"sign of the summed polarity a slice of equal length; {Slices}", (events, window, exact, tensor) => exact is null
                ? StackingBasedOnTime.Encode(events, window, sensor, bins, tensor)
                : StackingBasedOnTime.EncodeExact(events, exact, window, bins, tensor));
    }

    /// <summary>Encodings of numbers.</summary>
    public static WindowEncoding<float> OfValues(SpikeTensorOptions options, SensorSize sensor)
    {
        int bins = options.BinsOrDefault;
        AveragedTimeSurfaceOptions surface = options.Surface;
        SensorSize cells = surface.Cells(sensor);
        return options.Encoding switch
        {
            EventEncoding.Count => new(1, sensor.Height, sensor.Width, "events of both polarities; windows half-open", (events, window, _, tensor) =>
                EventCount.Encode(events, window, sensor, tensor)),
            EventEncoding.Histogram => new(2 * bins, sensor.Height, sensor.Width, $"events by polarity, all slices of negative first; {Slices}", (events, window, _, tensor) =>
                PolarityHistogram.Encode(events, window, sensor, bins, tensor)),
            EventEncoding.Voxel => Voxels(options, sensor, bins),
            EventEncoding.TimeSurface => new(2, sensor.Height, sensor.Width, FormattableString.Invariant(
                $"exp(-(to - t) / {surface.TauUs} us) of the latest event, negative first; windows half-open"), (events, window, _, tensor) =>
                TimeSurface.Encode(events, window, sensor, surface.TauUs, tensor)),
            EventEncoding.Averaged => new(surface.Channels, cells.Height, cells.Width, FormattableString.Invariant(
                $"HATS: cells of {surface.CellPx} px, radius {surface.RadiusPx} px, memory {surface.MemoryUs} us, tau {surface.TauUs} us; channel (polarity, dy, dx); windows half-open"), (events, window, _, tensor) =>
                AveragedTimeSurface.Encode(events, window, sensor, surface, tensor)),
            _ => throw new ArgumentException($"{options.Encoding} is an encoding of signs", nameof(options)),
        };
    }

    private static WindowEncoding<float> Voxels(SpikeTensorOptions options, SensorSize sensor, int bins)
    {
        string name = options.Normalization.ToString().ToLowerInvariant();
        string scale = options.Normalization == VoxelNormalization.Tonic ? "B" : "(B - 1)";
        string after = options.Standardize ? "; standardised over what is not 0" : "";
        return new(bins, sensor.Height, sensor.Width, $"{name}: t* = {scale} (t - t0) / (tN - t0) over the camera's first and last event of the window{after}; windows half-open", (events, window, exact, tensor) =>
        {
            int encoded = exact is null
                ? VoxelGrid.Encode(events, window, sensor, bins, options.Normalization, tensor)
                : VoxelGrid.EncodeExact(events, exact, window, bins, options.Normalization, tensor);
            if (options.Standardize)
            {
                VoxelGrid.Standardize(tensor);
            }

            return encoded;
        });
    }
}
