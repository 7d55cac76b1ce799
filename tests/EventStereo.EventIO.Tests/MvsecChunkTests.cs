using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

/// <summary>The way of chunks to events: vectors against scalars, order, damage in its place, buffers counted.</summary>
public sealed class MvsecChunkTests : IDisposable
{
    /// <summary>Bytes of an event in a batch.</summary>
    private const int EventBytes = 13;

    private static readonly SensorSize Sensor = new(346, 260);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(4, 1000, 0)]
    [InlineData(1, 1000, 0)]
    [InlineData(4, 1003, 1)]
    [InlineData(1, 1003, 3)]
    [InlineData(2, 502, 0)]
    [InlineData(4, 3, 0)]
    public void Vectors_give_what_scalars_give(int partColumns, int rows, int from)
    {
        double[] values = Values(rows, partColumns, noise: true);
        MvsecEventFilter filter = new(Sensor, 1_506_117_819.5, 100, 900, new EventLosses());
        EventBatch fast = new(), slow = new();
        MvsecRowDecoder vectors = new(new MvsecRowCheck("made", filter), filter, MvsecVectorKernel.IsSupported);
        MvsecRowDecoder scalars = new(new MvsecRowCheck("made", filter), filter, vectors: false);

        MvsecPiece expected = scalars.Decode(new MvsecLanes(values, rows, partColumns), from, rows, 0, slow);

        Assert.Equal(expected, vectors.Decode(new MvsecLanes(values, rows, partColumns), from, rows, 0, fast));
        TestEvents.AssertEqual(slow, fast);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, double.NaN)]
    [InlineData(2, double.NaN)]
    [InlineData(2, 1e300)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(3, 2)]
    [InlineData(3, -0.5)]
    public void Damage_among_sound_rows_is_found_and_named(int column, double value)
    {
        double[] values = Values(64, 4, noise: false);
        values[(37 * 4) + column] = value;
        MvsecEventFilter filter = new(Sensor, 1_506_117_819.5, long.MinValue, long.MaxValue, new EventLosses());
        MvsecRowDecoder decoder = new(new MvsecRowCheck("made", filter), filter, MvsecVectorKernel.IsSupported);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => decoder.Decode(new MvsecLanes(values, 64, 4), 0, 64, 1000, new EventBatch()));
        Assert.StartsWith("made row 1037: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_behind_an_interval_does_not_concern_it()
    {
        // Row 4000 of 6000 has no time; all rows lie in one chunk, which is unpacked in any case.
        using Hdf5File file = Hdf5File.Open(Fixtures.Mvsec("nan_time.hdf5"));
        using MvsecEventTable table = MvsecEventTable.Open(file, CameraSide.Left);
        using MvsecEventSource source = new(table, new MvsecEventFilter(Fixtures.Sensor, 1_506_117_819.25, long.MinValue, 20_000, new EventLosses()), 100);
        EventBatch events = new();
        while (source.Read(events, 1000) > 0)
        {
        }

        Assert.NotEqual(0, events.Count);
    }

    /// <summary>
    /// Whatever the chunks, two cameras being read hold less than 200 MB of buffers: with some 60 MB of a running .NET process that
    /// leaves room below 300 MB.
    /// </summary>
    [Theory]
    [InlineData(512, 40_000)]
    [InlineData(16_384, 400_000)]
    [InlineData(1 << 20, 2_200_000)]
    public void Buffers_stay_small_whatever_the_chunks(int chunkRows, int events)
    {
        string path = folder.File("chunks.hdf5");
        Write(path, chunkRows, events);
        using Hdf5File file = Hdf5File.Open(path);
        long bytes = 0, delivered = 0;
        using (MvsecEventSource left = Open(file, CameraSide.Left), right = Open(file, CameraSide.Right))
        {
            EventBatch block = new();
            while (left.Read(block, 8192) + right.Read(block, 8192) > 0)
            {
                delivered += block.Count;
                bytes = Math.Max(bytes, file.Scratches.MostHeldBytes + ((long)EventBytes * Math.Max(chunkRows, MvsecLayout.StepEvents) * (left.Batches + right.Batches)));
                block.Clear();
            }
        }

        Assert.Equal(2 * events, delivered);
        Assert.InRange(bytes, 1, 200_000_000);
    }

    [Fact]
    public void Chunks_larger_than_a_block_may_be_are_refused()
    {
        string path = folder.File("large.hdf5");
        Write(path, (1 << 20) + 1, 1_100_000);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => MvsecRecording.Open(path));
        Assert.Contains("more than the limit of 33,554,432; re-chunk it", error.Message, StringComparison.Ordinal);
    }

    private static MvsecEventSource Open(Hdf5File file, CameraSide side) =>
        new(MvsecEventTable.Open(file, side), new MvsecEventFilter(Sensor, 0, long.MinValue, long.MaxValue, new EventLosses()), MvsecLayout.StepEvents);

    private static void Write(string path, int chunkRows, int events)
    {
        double[] rows = new double[events * MvsecLayout.EventColumns];
        for (int i = 0; i < events; i++)
        {
            (rows[4 * i], rows[(4 * i) + 1], rows[(4 * i) + 2], rows[(4 * i) + 3]) = (i % 346, i % 260, i * 1e-6, (i & 1) == 0 ? 1 : -1);
        }

        using Hdf5OutputFile file = new(path);
        file.CreateGroup(MvsecLayout.Davis);
        foreach (CameraSide side in CameraSides.Both)
        {
            file.CreateGroup(MvsecLayout.Group(side));
            file.CreateDataset(MvsecLayout.Events(side), HDF.PInvoke.H5T.IEEE_F64LE, [MvsecLayout.EventColumns], chunkRows, 1).Append(rows);
        }

        file.Close();
    }

    /// <summary>Rows of x, y, t, polarity, part after part; with noise some lie off the sensor, outside the interval, or have polarity 0.</summary>
    private static double[] Values(int rows, int partColumns, bool noise)
    {
        Random random = new(rows + partColumns);
        double[] values = new double[rows * 4];
        MvsecLanes lanes = new(values, rows, partColumns);
        for (int row = 0; row < rows; row++)
        {
            double[] one =
            [
                noise && random.Next(50) == 0 ? random.Next(-3, 400) : random.Next(346),
                noise && random.Next(50) == 0 ? random.Next(-3, 300) : random.Next(260),
                1_506_117_819.5 + ((row + random.Next(3)) * 1e-6) + (random.NextDouble() * 1e-7),
                noise && random.Next(3) == 0 ? 0 : (2 * random.Next(2)) - 1,
            ];
            for (int column = 0; column < 4; column++)
            {
                values[lanes.Start(column) + (row * lanes.Stride)] = one[column];
            }
        }

        return values;
    }
}
