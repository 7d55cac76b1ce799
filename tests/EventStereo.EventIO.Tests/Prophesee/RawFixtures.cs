using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests.Prophesee;

/// <summary>The files that tests/data/make_prophesee.py makes, and the events in them.</summary>
internal static class RawFixtures
{
    public static string File(string name) => Fixtures.Data("prophesee", name);

    /// <summary>The events of a file in its order.</summary>
    public static EventBatch InFileOrder(string name)
    {
        using NpzReader archive = NpzReader.Open(File("events.npz"));
        NpyArray<long> table = archive.Read<long>(Path.GetFileNameWithoutExtension(name));
        EventBatch batch = new();
        for (int i = 0; i < table.Shape[0]; i++)
        {
            batch.Add(table.Data[4 * i], (ushort)table.Data[(4 * i) + 1], (ushort)table.Data[(4 * i) + 2], (sbyte)table.Data[(4 * i) + 3]);
        }

        return batch;
    }

    /// <summary>The same in time order, stably.</summary>
    public static EventBatch InTimeOrder(string name)
    {
        EventBatch events = InFileOrder(name), sorted = new();
        long[] times = events.TUs.ToArray();
        foreach (int i in Enumerable.Range(0, times.Length).OrderBy(i => times[i]))
        {
            sorted.Append(events, i, 1);
        }

        return sorted;
    }

    /// <summary>How often an event is earlier than the latest before it.</summary>
    public static long Reordered(EventBatch events)
    {
        long count = 0, latest = long.MinValue;
        foreach (long tUs in events.TUs)
        {
            count += tUs < latest ? 1 : 0;
            latest = Math.Max(latest, tUs);
        }

        return count;
    }
}
