using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// An <c>events</c> data set: N rows of x, y, t (s), polarity, of any numeric type, chunking and filter. Blocks of rows are unpacked
/// and decoded by threads ahead of the reader, a bounded number of them, so that memory does not grow with the file.
/// </summary>
internal sealed class MvsecEventTable : IDisposable
{
    /// <summary>Most unpacked bytes of the blocks that are decoded ahead of one reader.</summary>
    private const long MaxAheadBytes = 16L << 20;
    private readonly string path;
    private readonly Hdf5Dataset dataset;
    private readonly RowBlocks blocks;
    private readonly MvsecRowCheck check;
    private double[] buffer = [];

    private MvsecEventTable(string path, Hdf5Dataset dataset)
    {
        this.path = path;
        this.dataset = dataset;
        blocks = new RowBlocks(dataset);
        check = new MvsecRowCheck($"{path}: {dataset.Name}", MvsecEventFilter.Everything);
    }

    public long Rows => dataset.Rows;

    public string Name => dataset.Name;

    /// <summary>Blocks that a thread decodes at once, as many rows as a step has: a handing over for each block cost a tenth of the time.</summary>
    private int JobBlocks => Math.Max(1, MvsecLayout.StepEvents / blocks.Rows);

    /// <summary>Jobs under way or waiting at once: one a thread and two to spare, fewer where they are large.</summary>
    private int Depth => (int)Math.Clamp(MaxAheadBytes / (JobBlocks * blocks.BlockBytes), 1, Environment.ProcessorCount + 2);

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

    /// <summary>Rows that are unpacked together, at most a step's: damage spreads no further.</summary>
    public int ChunkRows => Math.Clamp(blocks.Rows, 1, MvsecLayout.StepEvents);

    /// <summary>The numbers of rows as the file has them; they hold until the next read.</summary>
    public Span<double> ReadValues(long firstRow, int rows)
    {
        int length = rows * MvsecLayout.EventColumns;
        if (buffer.Length < length)
        {
            buffer = new double[length];
        }

        double[] values = buffer;
        for (int done = 0; done < rows;)
        {
            long block = (firstRow + done) / blocks.Rows;
            int at = done, skip = (int)(firstRow + done - (block * blocks.Rows));
            done += UseLanes(block, null, lanes =>
            {
                int count = Math.Min(rows - at, blocks.RowsOf(block) - skip);
                for (int i = 0; i < count; i++)
                {
                    for (int column = 0; column < MvsecLayout.EventColumns; column++)
                    {
                        values[((at + i) * MvsecLayout.EventColumns) + column] = lanes.At(column, skip + i);
                    }
                }

                return count;
            });
        }

        return values.AsSpan(0, length);
    }

    /// <summary>Time stamps of rows, in seconds, as the file has them.</summary>
    public double[] ReadTimesUnchecked(long firstRow, int rows)
    {
        double[] times = new double[rows];
        long end = firstRow + rows;
        using ReadAhead<long> ahead = new(block => CopyTimes(block, firstRow, times), firstRow / blocks.Rows, (end + blocks.Rows - 1) / blocks.Rows, Depth);
        while (ahead.TryTake(out _))
        {
        }

        return times;
    }

    /// <summary>Time stamps of rows, in seconds, checked.</summary>
    public double[] ReadTimes(long firstRow, int rows)
    {
        double[] times = ReadTimesUnchecked(firstRow, rows);
        for (int i = 0; i < times.Length; i++)
        {
            check.RequireTime(times[i], firstRow + i);
        }

        return times;
    }

    /// <summary>Starts to decode everything from a row on, block by block ahead of the reader.</summary>
    /// <param name="startRow">The first row; steps are counted from it.</param>
    /// <param name="filter">Which rows count.</param>
    /// <param name="stepRows">Rows of a step of the reorder buffer.</param>
    /// <param name="pool">Where the blocks' batches come from; whoever is done with one gives it back.</param>
    public ReadAhead<MvsecBlock> ReadFrom(long startRow, MvsecEventFilter filter, int stepRows, EventBatchPool pool)
    {
        MvsecRowDecoder decoder = new(new MvsecRowCheck($"{path}: {Name}", filter), filter, MvsecVectorKernel.IsSupported);
        long first = startRow / blocks.Rows / JobBlocks, jobs = (blocks.Count + JobBlocks - 1) / JobBlocks;
        return new ReadAhead<MvsecBlock>(job => Decode(job, startRow, stepRows, decoder, pool), first, jobs, Depth);
    }

    public void Dispose() => dataset.Dispose();

    /// <summary>Copies the times of a block's rows to their places among those from <paramref name="firstRow"/> on; the number of rows.</summary>
    private long CopyTimes(long block, long firstRow, double[] times) => UseLanes(block, MvsecLayout.TimeColumn, lanes =>
    {
        long blockRow = block * blocks.Rows;
        int from = (int)Math.Max(0, firstRow - blockRow), to = (int)Math.Min(blocks.RowsOf(block), firstRow + times.Length - blockRow);
        for (int row = from; row < to; row++)
        {
            times[blockRow + row - firstRow] = lanes.At(MvsecLayout.TimeColumn, row);
        }

        return to - from;
    });

    /// <summary>Decodes the blocks of a job one after the other into one batch, so that what is unpacked stays in the processor's cache.</summary>
    private MvsecBlock Decode(long job, long startRow, int stepRows, MvsecRowDecoder decoder, EventBatchPool pool)
    {
        EventBatch events = pool.Rent();
        events.EnsureCapacity(JobBlocks * blocks.Rows);
        List<MvsecPiece> pieces = [];
        try
        {
            for (long block = Math.Max(job * JobBlocks, startRow / blocks.Rows); block < Math.Min(blocks.Count, (job + 1) * JobBlocks); block++)
            {
                Decode(block, startRow, stepRows, decoder, events, pieces);
            }

            return new MvsecBlock(events, pieces, null);
        }
        catch (InvalidDataException damage)
        {
            // Told when reading gets there; an interval that ends before it is sound.
            return new MvsecBlock(events, pieces, damage);
        }
    }

    private void Decode(long block, long startRow, int stepRows, MvsecRowDecoder decoder, EventBatch events, List<MvsecPiece> pieces) => UseLanes(block, null, lanes =>
    {
        long firstRow = block * blocks.Rows;
        int rows = blocks.RowsOf(block), from = (int)Math.Max(0, startRow - firstRow);
        while (from < rows)
        {
            long stepEnd = firstRow + from + stepRows - ((firstRow + from - startRow) % stepRows);
            int to = (int)Math.Min(rows, stepEnd - firstRow);
            pieces.Add(decoder.Decode(lanes, from, to, firstRow, events));
            from = to;
        }

        return rows;
    });

    /// <summary>Unpacks a block, or what of it has <paramref name="column"/>.</summary>
    private TResult UseLanes<TResult>(long block, int? column, LanesFunction<TResult> use) => dataset.Scratches.Use(blocks.BlockBytes, scratch =>
    {
        ReadOnlySpan<double> values = Float64Elements.Of(blocks.Read(block, scratch, column), blocks.Element, scratch);
        return use(new MvsecLanes(values, blocks.Rows, blocks.PartColumns));
    });

    private delegate TResult LanesFunction<TResult>(MvsecLanes lanes);
}
