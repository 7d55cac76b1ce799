namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>
/// Has blocks made by the thread pool before they are asked for, a bounded number of them, and hands them over in order. It begins with
/// one and makes one more for each that is taken, so that whoever reads little has little made.
/// </summary>
/// <typeparam name="T">What a block becomes.</typeparam>
/// <param name="make">Makes a block; threads call it at once.</param>
/// <param name="first">The first block.</param>
/// <param name="end">One past the last block.</param>
/// <param name="depth">Most blocks under way or waiting.</param>
internal sealed class ReadAhead<T>(Func<long, T> make, long first, long end, int depth) : IDisposable
{
    private readonly Queue<Task<T>> started = [];
    private long next = first;
    private int allowed = 1;

    /// <summary>Blocks not handed over yet, for tests of the memory bound.</summary>
    public int Pending => started.Count;

    /// <summary>The next block; false at the end.</summary>
    public bool TryTake(out T block)
    {
        Start();
        if (started.Count == 0)
        {
            block = default!; // the caller must not look at it
            return false;
        }

        allowed = Math.Min(allowed + 1, depth);
        Task<T> task = started.Dequeue();
        Start();
        block = task.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Waits for what is under way and drops it.</summary>
    public void Dispose()
    {
        next = end;
        while (started.TryDequeue(out Task<T>? task))
        {
            // What a dropped block failed with concerns nobody.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            _ = task.Exception;
        }
    }

    private void Start()
    {
        while (next < end && started.Count < allowed)
        {
            long index = next++;
            started.Enqueue(Task.Run(() => make(index)));
        }
    }
}
