using System.Collections.Concurrent;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>
/// Scratch space that the readers of one file share, so that it takes no more of it than threads are at work. Blocks above
/// <see cref="LargeBlockBytes"/> are unpacked one at a time and their scratch is not kept: that is what bounds memory for chunks
/// of any size.
/// </summary>
internal sealed class ScratchPool : IDisposable
{
    /// <summary>Unpacked bytes from which a block is large.</summary>
    public const long LargeBlockBytes = 4L << 20;
    private readonly ConcurrentBag<ChunkScratch> idle = [];
    private readonly SemaphoreSlim large = new(1);
    private long heldBytes;
    private long mostHeldBytes;

    /// <summary>Most bytes held at once so far, in use or idle, for tests of the memory bound.</summary>
    public long MostHeldBytes => Interlocked.Read(ref mostHeldBytes);

    /// <summary>Lends scratch space for a block of <paramref name="blockBytes"/> to <paramref name="use"/>.</summary>
    public TResult Use<TResult>(long blockBytes, Func<ChunkScratch, TResult> use)
    {
        bool isLarge = blockBytes >= LargeBlockBytes;
        if (isLarge)
        {
            large.Wait();
        }

        ChunkScratch scratch = !isLarge && idle.TryTake(out ChunkScratch? found) ? found : new ChunkScratch();
        long before = scratch.HeldBytes;
        try
        {
            return use(scratch);
        }
        finally
        {
            Count(scratch.HeldBytes - before);
            if (isLarge)
            {
                Count(-scratch.HeldBytes);
                scratch.Dispose();
                large.Release();
            }
            else
            {
                idle.Add(scratch);
            }
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out ChunkScratch? scratch))
        {
            scratch.Dispose();
        }

        large.Dispose();
    }

    private void Count(long bytes)
    {
        long now = Interlocked.Add(ref heldBytes, bytes), most = MostHeldBytes;
        while (now > most)
        {
            long seen = Interlocked.CompareExchange(ref mostHeldBytes, now, most);
            if (seen == most)
            {
                return;
            }

            most = seen;
        }
    }
}
