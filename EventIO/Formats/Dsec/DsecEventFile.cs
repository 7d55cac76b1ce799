using System.Numerics;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>
/// One camera's <c>events.h5</c>: columns t, x, y, p of one length, <c>ms_to_idx</c> and <c>t_offset</c>, any integer type, chunking and filter.
/// Times are the file's own, before the offset.
/// </summary>
internal sealed class DsecEventFile : IDisposable
{
    private readonly Hdf5File file;
    private readonly Hdf5Column<long> times;

    /// <summary>Of a type that holds whatever the file claims, so that nonsense is seen and not an error.</summary>
    private readonly Hdf5Column<Int128>? milliseconds;

    private DsecEventFile(Hdf5File file)
    {
        this.file = file;
        times = OpenColumn<long>(DsecLayout.Times);
        foreach (string name in (string[])[DsecLayout.Columns, DsecLayout.Rows, DsecLayout.Polarities])
        {
            using Hdf5Column<Int128> column = OpenColumn<Int128>(name);
            if (column.Rows != times.Rows)
            {
                throw new InvalidDataException($"{Path}: {name} has {column.Rows:N0} events, {DsecLayout.Times} {times.Rows:N0}: truncated or damaged");
            }
        }

        milliseconds = file.Exists(DsecLayout.MillisecondIndex) ? OpenColumn<Int128>(DsecLayout.MillisecondIndex) : null;
        OffsetUs = ReadOffset();
    }

    public string Path => file.Path;

    /// <summary>Number of events.</summary>
    public long Count => times.Rows;

    /// <summary>Microseconds to be added to the file's times; 0 where it states none.</summary>
    public long OffsetUs { get; }

    /// <summary>Reads asked of the time column, for tests of the search.</summary>
    public int TimeReads { get; private set; }

    public static DsecEventFile Open(string path)
    {
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            return new DsecEventFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a column of the events for reading of its own.</summary>
    /// <exception cref="InvalidDataException">It is missing, of another type or shape, or damaged.</exception>
    public Hdf5Column<T> OpenColumn<T>(string name)
        where T : unmanaged, IBinaryInteger<T> => Hdf5Column<T>.Open(file, name);

    /// <summary>Reads times, checked, in microseconds before the offset.</summary>
    public void ReadTimes(long first, Span<long> into)
    {
        TimeReads++;
        times.Read(first, into);
        CheckTimes(first, into);
    }

    /// <summary>Refuses times that no recording has.</summary>
    public void CheckTimes(long first, ReadOnlySpan<long> tUs)
    {
        int far = tUs.IndexOfAnyExceptInRange(-DsecLayout.MaxSpanUs, DsecLayout.MaxSpanUs);
        if (far >= 0)
        {
            throw Damaged(DsecLayout.Times, first + far, $"time {tUs[far]} us is more than {DsecLayout.MaxSpanUs} us from the file's offset");
        }
    }

    public InvalidDataException Damaged(string name, long row, string what) => new($"{Path}: {name} row {row}: {what}");

    /// <summary>
    /// Index of the first event at or after the millisecond in which <paramref name="tUs"/> lies, if the events are in time order. The file's own index
    /// is looked up and its answer checked against the times around it; where it is wrong or missing, the times are searched.
    /// </summary>
    public long LowerBound(long tUs)
    {
        long ms = Math.DivRem(tUs, DsecLayout.UsPerMs) is (long quotient, < 0) ? quotient - 1 : tUs / DsecLayout.UsPerMs;
        if (ms <= 0)
        {
            // Before 0 the index says nothing; there is hardly an event.
            return Count > 0 && TimeAt(0) >= ms * DsecLayout.UsPerMs ? 0 : Search(ms * DsecLayout.UsPerMs);
        }

        return Indexed(ms) ?? Search(ms * DsecLayout.UsPerMs);
    }

    public void Dispose()
    {
        milliseconds?.Dispose();
        times.Dispose();
        file.Dispose();
    }

    /// <summary>What the file's index says of a millisecond, if that is so.</summary>
    private long? Indexed(long ms)
    {
        if (milliseconds is null || ms >= milliseconds.Rows)
        {
            return null;
        }

        Int128 found = IndexAt(milliseconds, ms);
        if (found < 0 || found > Count)
        {
            return null;
        }

        long index = (long)found, tUs = ms * DsecLayout.UsPerMs;
        return (index == Count || TimeAt(index) >= tUs) && (index == 0 || TimeAt(index - 1) < tUs) ? index : null;
    }

    /// <summary>An entry of the index; -1 where its chunk is damaged, for the events may be whole.</summary>
    private static Int128 IndexAt(Hdf5Column<Int128> milliseconds, long ms)
    {
        Span<Int128> found = stackalloc Int128[1];
        try
        {
            milliseconds.Read(ms, found);
            return found[0];
        }
        catch (InvalidDataException)
        {
            return -1;
        }
    }

    private long Search(long tUs)
    {
        long low = 0, high = Count;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (TimeAt(middle) < tUs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private long TimeAt(long index)
    {
        Span<long> value = stackalloc long[1];
        ReadTimes(index, value);
        return value[0];
    }

    private long ReadOffset()
    {
        if (!file.Exists(DsecLayout.TimeOffset))
        {
            return 0;
        }

        using Hdf5Dataset offset = file.OpenDataset(DsecLayout.TimeOffset);
        long[] value = new long[1];
        if (offset.Layout.Class != H5T.class_t.INTEGER || offset.Extents.Any(extent => extent != 1))
        {
            throw new InvalidDataException($"{Path}: {DsecLayout.TimeOffset} is not one integer");
        }

        offset.ReadRows(0, 1, value);
        return value[0] is >= -DsecLayout.MaxOffsetUs and <= DsecLayout.MaxOffsetUs
            ? value[0]
            : throw new InvalidDataException($"{Path}: {DsecLayout.TimeOffset} is {value[0]} us, which is no time");
    }
}
