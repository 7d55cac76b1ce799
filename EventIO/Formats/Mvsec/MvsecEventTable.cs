using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// An <c>events</c> data set: N rows of x, y, t (s), polarity, of any numeric type, chunking and filter. Reads a step of
/// rows at a time, so that memory does not grow with the file.
/// </summary>
internal sealed class MvsecEventTable : IDisposable
{
    private readonly string path;
    private readonly Hdf5Dataset dataset;
    private double[] buffer = [];

    private MvsecEventTable(string path, Hdf5Dataset dataset)
    {
        this.path = path;
        this.dataset = dataset;
    }

    public long Rows => dataset.Rows;

    public string Name => dataset.Name;

    /// <summary>Reads asked of the file so far.</summary>
    public int Reads => dataset.Reads;

    public static MvsecEventTable Open(Hdf5File file, CameraSide side)
    {
        string name = MvsecLayout.Events(side);
        if (file.KindOf(MvsecLayout.Group(side)) != H5I.type_t.GROUP)
        {
            throw new InvalidDataException($"{file.Path}: no group {MvsecLayout.Group(side)}; an MVSEC recording has /davis/left and /davis/right");
        }

        Hdf5Dataset dataset = file.OpenDataset(name);
        if (dataset.Layout.Class is H5T.class_t.FLOAT or H5T.class_t.INTEGER
            && dataset.Extents.Count == 2 && dataset.Extents[1] == MvsecLayout.EventColumns)
        {
            return new MvsecEventTable(file.Path, dataset);
        }

        string found = $"{string.Join('x', dataset.Extents)} of {dataset.Layout.Class.ToString().ToLowerInvariant()}";
        dataset.Dispose();
        throw new InvalidDataException($"{file.Path}: {name} is {found}; expected N x 4 numbers: x, y, t in seconds, polarity");
    }

    /// <summary>Rows of one chunk, at most a step's.</summary>
    public int ChunkRows => dataset.Layout.Chunk is [long rows, ..] ? (int)Math.Clamp(rows, 1, MvsecLayout.StepEvents) : MvsecLayout.StepEvents;

    /// <summary>The numbers of rows as the file has them; they hold until the next read.</summary>
    public Span<double> ReadValues(long firstRow, int rows)
    {
        int length = rows * MvsecLayout.EventColumns;
        if (buffer.Length < length)
        {
            buffer = new double[length];
        }

        Span<double> values = buffer.AsSpan(0, length);
        dataset.ReadRows(firstRow, rows, values);
        return values;
    }

    /// <summary>Time stamps of rows, in seconds, as the file has them.</summary>
    public double[] ReadTimesUnchecked(long firstRow, int rows)
    {
        double[] times = new double[rows];
        dataset.ReadColumn(firstRow, rows, MvsecLayout.TimeColumn, times);
        return times;
    }

    /// <summary>Time stamps of rows, in seconds, checked.</summary>
    public double[] ReadTimes(long firstRow, int rows)
    {
        double[] times = ReadTimesUnchecked(firstRow, rows);
        for (int i = 0; i < times.Length; i++)
        {
            CheckTime(times[i], firstRow + i);
        }

        return times;
    }

    /// <summary>
    /// Reads rows and appends those in <c>[fromUs, toUs)</c> whose pixel is on the sensor. Everything else about a row must be
    /// right: a number where there should be none is damage, not noise.
    /// </summary>
    /// <returns>The earliest time of the rows.</returns>
    public long ReadRows(long firstRow, int rows, MvsecEventFilter filter, EventBatch into)
    {
        Span<double> values = ReadValues(firstRow, rows);
        into.EnsureCapacity(into.Count + rows);
        long earliestUs = long.MaxValue;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> row = values.Slice(i * MvsecLayout.EventColumns, MvsecLayout.EventColumns);
            CheckTime(row[2], firstRow + i);
            long tUs = MvsecLayout.ToUs(row[2], filter.OriginSeconds);
            if (Math.Abs(tUs) > MvsecLayout.MaxSpanSeconds * 1e6)
            {
                throw Damaged(firstRow + i, $"time {row[2]:R} s is more than {MvsecLayout.MaxSpanSeconds:0} s from the recording's origin");
            }

            earliestUs = Math.Min(earliestUs, tUs);
            sbyte polarity = Polarity(row[3], firstRow + i);
            CheckPixel(row[0], firstRow + i);
            CheckPixel(row[1], firstRow + i);
            if (tUs < filter.FromUs || tUs >= filter.ToUs)
            {
                continue;
            }

            if (row[0] < 0 || row[0] >= filter.Sensor.Width || row[1] < 0 || row[1] >= filter.Sensor.Height)
            {
                filter.Losses.OutOfSensor++;
                continue;
            }

            into.Add(tUs, (ushort)row[0], (ushort)row[1], polarity);
        }

        return earliestUs;
    }

    public void Dispose() => dataset.Dispose();

    private void CheckTime(double seconds, long row)
    {
        // Written so that NaN fails too.
        if (!(Math.Abs(seconds) <= MvsecLayout.MaxTimeSeconds))
        {
            throw Damaged(row, $"time {seconds:R} is not a time in seconds");
        }
    }

    private void CheckPixel(double coordinate, long row)
    {
        if (Math.Floor(coordinate) != coordinate || double.IsInfinity(coordinate))
        {
            throw Damaged(row, $"pixel coordinate {coordinate:R} is not a whole number (rectified events are not MVSEC's raw events)");
        }
    }

    private sbyte Polarity(double value, long row) => value switch
    {
        1 => 1,
        -1 or 0 => -1,
        _ => throw Damaged(row, $"polarity {value:R} is none of -1, 0, 1"),
    };

    private InvalidDataException Damaged(long row, string what) => new($"{path}: {dataset.Name} row {row}: {what}");
}
