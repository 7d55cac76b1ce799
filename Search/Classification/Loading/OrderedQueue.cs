using System.Diagnostics;

namespace EventStereo.Search.Classification.Loading;

/// <summary>
/// A bounded queue between several makers and one taker that keeps the order: makers reserve numbers and put what they made under them, in any order of time; the taker gets
/// 0, 1, 2, ... A number is not given out before all but the capacity of those before it are taken.
/// </summary>
internal sealed class OrderedQueue<T>(int capacity, long count) : IDisposable
{
    private readonly Lock guard = new();
    private readonly Dictionary<long, Func<T>> made = [];
    private readonly SemaphoreSlim room = new(capacity), ready = new(0);
    private long reserved, taken;
    private bool closed;

    /// <summary>How long the taker waited for what was not made yet.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The next number to make; false when all are given out or the queue is closed. Blocks while the queue is full.</summary>
    public bool TryReserve(out long number)
    {
        number = 0;
        room.Wait();
        lock (guard)
        {
            if (closed || reserved == count)
            {
                room.Release(); // for the next maker, who ends too
                return false;
            }

            number = reserved++;
            return true;
        }
    }

    /// <summary>Hands over what was made, or how it failed: the taker meets the failure at this number.</summary>
    public void Put(long number, Func<T> result)
    {
        lock (guard)
        {
            made.Add(number, result);
        }

        ready.Release();
    }

    /// <summary>The next in order; false behind the last.</summary>
    public bool TryTake(out T? value, CancellationToken cancellation)
    {
        value = default;
        if (taken == count)
        {
            return false;
        }

        long from = Stopwatch.GetTimestamp();
        Func<T>? result;
        while (!TryRemove(out result))
        {
            ready.Wait(cancellation);
        }

        cancellation.ThrowIfCancellationRequested(); // a batch may have come with the cancellation

        Waited += Stopwatch.GetElapsedTime(from);
        taken++;
        room.Release();
        value = result();
        return true;
    }

    /// <summary>Frees what makers wait at; call it when they have ended.</summary>
    public void Dispose()
    {
        room.Dispose();
        ready.Dispose();
    }

    /// <summary>Ends the makers.</summary>
    public void Close()
    {
        lock (guard)
        {
            closed = true;
        }

        room.Release();
    }

    private bool TryRemove([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Func<T>? result)
    {
        lock (guard)
        {
            return made.Remove(taken, out result);
        }
    }
}
