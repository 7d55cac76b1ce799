using System.IO.Compression;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Bench.Convert;

/// <summary>The limit of reading packed recordings: every chunk of both cameras is read and inflated, and its bytes are dropped.</summary>
internal static class ChunkInflation
{
    /// <summary>Inflates the chunks on <paramref name="threads"/> threads.</summary>
    public static void Run(string path, int threads)
    {
        using Hdf5File file = Hdf5File.Open(path);
        foreach (CameraSide side in CameraSides.Both)
        {
            using Hdf5Dataset dataset = file.OpenDataset(MvsecLayout.Events(side));
            long rows = dataset.Layout.Chunk[0], columns = dataset.Layout.Chunk[1];
            long across = MvsecLayout.EventColumns / columns, down = (dataset.Rows + rows - 1) / rows;
            Parallel.For(0L, across * down, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new Buffers(rows * columns * sizeof(double)), (i, _, buffers) =>
            {
                Inflate(dataset, i / across * rows, i % across * columns, buffers);
                return buffers;
            }, _ => { });
        }
    }

    private static unsafe void Inflate(Hdf5Dataset dataset, long row, long column, Buffers buffers)
    {
        int length = dataset.ReadChunk(row, column, ref buffers.Packed, out _);
        fixed (byte* packed = buffers.Packed)
        {
            using UnmanagedMemoryStream stream = new(packed, length);
            using ZLibStream zlib = new(stream, CompressionMode.Decompress);
            zlib.ReadExactly(buffers.Raw);
        }
    }

    private sealed class Buffers(long rawBytes)
    {
        public byte[] Packed = [];

        public byte[] Raw { get; } = new byte[rawBytes];
    }
}
