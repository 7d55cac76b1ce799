using System.IO.Compression;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Mvsec;
using HDF.PInvoke;

namespace EventStereo.Bench.Convert;

/// <summary>
/// Writes recordings in MVSEC's layout as MVSEC has them: float64 with absolute Unix times, deflate at level 4, no shuffle, in chunks
/// of any shape. Chunks are packed in parallel by zlib and written as they are.
/// </summary>
internal static class MvsecInput
{
    private const double OriginSeconds = 1_506_117_819.123456;
    private const int Deflate = 4;

    /// <summary>Writes a recording of <paramref name="eventsPerCamera"/> events on either side.</summary>
    public static void Write(string path, int eventsPerCamera, int chunkRows, int chunkColumns, BenchmarkSettings settings, CancellationToken cancellation)
    {
        using Hdf5OutputFile file = new(path);
        file.CreateGroup(MvsecLayout.Davis);
        foreach (CameraSide side in CameraSides.Both)
        {
            file.CreateGroup(MvsecLayout.Group(side));
            MovingEdges scene = new(SensorSize.Davis346, (2 * settings.Seed) + (int)side);
            WriteEvents(file, side, scene, eventsPerCamera, (chunkRows, chunkColumns), settings.Threads, cancellation);
        }

        file.Close();
    }

    private static void WriteEvents(
        Hdf5OutputFile file, CameraSide side, MovingEdges scene, int events, (int Rows, int Columns) chunk, int threads, CancellationToken cancellation)
    {
        using Hdf5Id dataset = Create(file, side, events, chunk);
        EventBatch batch = new();
        int across = MvsecLayout.EventColumns / chunk.Columns;
        for (int row = 0; row < events; row += threads * chunk.Rows)
        {
            List<(int Row, int Column, double[] Values)> chunks = [];
            for (int first = row; first < Math.Min(events, row + (threads * chunk.Rows)); first += chunk.Rows)
            {
                scene.Next(batch, Math.Min(chunk.Rows, events - first));
                chunks.AddRange(Enumerable.Range(0, across).Select(part => (first, part * chunk.Columns, Values(batch, chunk, part * chunk.Columns))));
            }

            byte[][] packed = new byte[chunks.Count][];
            Parallel.For(0, packed.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i => packed[i] = Pack(chunks[i].Values));
            for (int i = 0; i < packed.Length; i++)
            {
                WriteChunk(dataset, chunks[i].Row, chunks[i].Column, packed[i]);
            }
        }
    }

    private static Hdf5Id Create(Hdf5OutputFile file, CameraSide side, int events, (int Rows, int Columns) chunk)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id space = new(H5S.create_simple(2, [(ulong)events, MvsecLayout.EventColumns], null), H5S.close);
        using Hdf5Id properties = new(H5P.create(H5P.DATASET_CREATE), H5P.close);
        _ = H5P.set_chunk(properties, 2, [(ulong)chunk.Rows, (ulong)chunk.Columns]);
        _ = H5P.set_deflate(properties, Deflate);
        Hdf5Id dataset = new(H5D.create(file.Id, MvsecLayout.Events(side), H5T.IEEE_F64LE, space, H5P.DEFAULT, properties), H5D.close);
        return dataset.IsValid ? dataset : throw new IOException($"the benchmark's input cannot be written: {Hdf5Library.LastError()}");
    }

    /// <summary>A whole chunk, as HDF5 stores also the last one: rows beyond the end are 0.</summary>
    private static double[] Values(EventBatch batch, (int Rows, int Columns) chunk, int firstColumn)
    {
        double[] values = new double[chunk.Rows * chunk.Columns];
        for (int i = 0; i < batch.Count; i++)
        {
            for (int c = 0; c < chunk.Columns; c++)
            {
                values[(i * chunk.Columns) + c] = (firstColumn + c) switch
                {
                    0 => batch.X[i],
                    1 => batch.Y[i],
                    MvsecLayout.TimeColumn => OriginSeconds + (batch.TUs[i] * 1e-6),
                    _ => batch.Polarity[i],
                };
            }
        }

        return values;
    }

    private static byte[] Pack(double[] values)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, new ZLibCompressionOptions { CompressionLevel = Deflate }))
        {
            zlib.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return packed.ToArray();
    }

    private static unsafe void WriteChunk(Hdf5Id dataset, int row, int column, byte[] packed)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        ulong[] offset = [(ulong)row, (ulong)column];
        fixed (byte* source = packed)
        {
            if (H5D.write_chunk(dataset, H5P.DEFAULT, 0, ref offset[0], packed.Length, (nint)source) < 0)
            {
                throw new IOException($"the benchmark's input cannot be written: {Hdf5Library.LastError()}");
            }
        }
    }
}
