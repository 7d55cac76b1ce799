using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Lists what an MVSEC file holds: every data set under /davis/left and /davis/right, and the root's other groups.</summary>
internal static class MvsecStreams
{
    /// <summary>The sensor the file states: attributes that this project writes, or the extents of an image stream.</summary>
    public static SensorSize? SensorOf(Hdf5File file)
    {
        double? width = Hdf5Attributes.ReadNumber(file, MvsecLayout.SensorWidth);
        double? height = Hdf5Attributes.ReadNumber(file, MvsecLayout.SensorHeight);
        if (width is not null || height is not null)
        {
            return Checked(file, "attributes sensor_width, sensor_height", width ?? 0, height ?? 0);
        }

        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            if (file.KindOf(MvsecLayout.Frames(side)) == H5I.type_t.DATASET)
            {
                using Hdf5Dataset frames = file.OpenDescription(MvsecLayout.Frames(side));
                return frames.Extents.Count == 3
                    ? Checked(file, frames.Name, frames.Extents[2], frames.Extents[1])
                    : throw new InvalidDataException($"{file.Path}: {frames.Name} is not N x rows x columns");
            }
        }

        return null;
    }

    /// <summary>The streams; <paramref name="tolerant"/> leaves out times that do not read instead of throwing.</summary>
    public static IReadOnlyList<StreamInfo> List(Hdf5File file, SensorSize sensor, double originSeconds, bool tolerant)
    {
        List<StreamInfo> streams = [];
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            string group = MvsecLayout.Group(side);
            foreach (string name in file.NamesIn(group))
            {
                string full = $"{group}/{name}";
                if (IsAccompaniment(name) || file.KindOf(full) != H5I.type_t.DATASET)
                {
                    continue;
                }

                streams.Add(Describe(file, full, side, sensor, originSeconds, tolerant));
            }
        }

        foreach (string name in file.NamesIn("/").Where(name => name != "davis"))
        {
            if (file.KindOf("/" + name) == H5I.type_t.GROUP)
            {
                streams.Add(new StreamInfo("/" + name, StreamKind.Other, null, null, file.NamesIn("/" + name).Count, null, null, null));
            }
        }

        return streams;
    }

    /// <summary>Time stamps and event indices that belong to another stream.</summary>
    private static bool IsAccompaniment(string name) =>
        name.EndsWith("_ts", StringComparison.Ordinal) || name.EndsWith("_event_inds", StringComparison.Ordinal);

    private static StreamInfo Describe(Hdf5File file, string name, CameraSide side, SensorSize sensor, double originSeconds, bool tolerant)
    {
        using Hdf5Dataset dataset = file.OpenDescription(name);
        StreamKind kind = KindOf(name);
        bool hasImage = dataset.Extents.Count >= 3;
        int? width = kind == StreamKind.Events ? sensor.Width : hasImage ? (int)Math.Min(dataset.Extents[2], int.MaxValue) : null;
        int? height = kind == StreamKind.Events ? sensor.Height : hasImage ? (int)Math.Min(dataset.Extents[1], int.MaxValue) : null;
        (long From, long To)? span = null;
        try
        {
            span = kind == StreamKind.Events
                ? SpanOfColumn(dataset, MvsecLayout.TimeColumn, originSeconds)
                : SpanOfTimes(file, name + "_ts", originSeconds);
        }
        catch (InvalidDataException) when (tolerant)
        {
            // The stream is listed without times.
        }

        return new StreamInfo(name, kind, width, height, dataset.Rows, span?.From, span?.To, null) { Side = side };
    }

    private static StreamKind KindOf(string name) => name[(name.LastIndexOf('/') + 1)..] switch
    {
        "events" => StreamKind.Events,
        "imu" => StreamKind.Imu,
        "image_raw" or "blended_image_rect" => StreamKind.Frames,
        "depth_image_raw" or "depth_image_rect" => StreamKind.Depth,
        _ => StreamKind.Other,
    };

    private static (long From, long To)? SpanOfTimes(Hdf5File file, string name, double originSeconds)
    {
        if (file.KindOf(name) != H5I.type_t.DATASET)
        {
            return null;
        }

        using Hdf5Dataset times = file.OpenDescription(name);
        return times.Extents.Count == 1 ? SpanOfColumn(times, 0, originSeconds) : null;
    }

    private static (long From, long To)? SpanOfColumn(Hdf5Dataset dataset, int column, double originSeconds)
    {
        if (dataset.Rows == 0 || dataset.Layout.Problem is not null)
        {
            return null;
        }

        double first = One(0), last = One(dataset.Rows - 1);
        return double.IsFinite(first) && double.IsFinite(last)
            ? (MvsecLayout.ToUs(first, originSeconds), MvsecLayout.ToUs(last, originSeconds) + 1)
            : null;

        double One(long row)
        {
            double[] value = new double[1];
            if (dataset.Extents.Count == 1)
            {
                dataset.ReadRows(row, 1, value);
            }
            else
            {
                dataset.ReadColumn(row, 1, column, value);
            }

            return value[0];
        }
    }

    private static SensorSize Checked(Hdf5File file, string what, double width, double height) =>
        width is >= 1 and <= MvsecLayout.MaxSide && height is >= 1 and <= MvsecLayout.MaxSide
            ? new SensorSize((int)width, (int)height)
            : throw new InvalidDataException($"{file.Path}: {what} give a sensor of {width:R}x{height:R}; each side must be 1 to {MvsecLayout.MaxSide}");
}
