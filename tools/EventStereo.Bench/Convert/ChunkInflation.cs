using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
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
            RowBlocks blocks = new(dataset);
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads };
            Parallel.For(0L, blocks.Count, parallel, () => new ChunkScratch(), (block, loop, scratch) =>
            {
                blocks.Read(block, scratch);
                return scratch;
            }, scratch => scratch.Dispose());
        }
    }
}
