using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Formats.SpikingStereo;

/// <summary>
/// Reads the public stereo recordings of G. Dikov's SpikingStereoMatching (two DVS128 cameras) into memory. There are two forms:
/// <c>.npz</c> with the arrays <c>left</c> and <c>right</c>, int64 [N, 4] of t (us), x, y from 0, polarity 0 or 1; and a text (<c>.dat</c>)
/// with a line an event of both cameras: t (us), x, y from 1, polarity -1, 0 or 1, camera (0 left, 1 right).
/// </summary>
public static class SpikingStereoRecording
{
    /// <summary>The DVS128.</summary>
    public static SensorSize Sensor { get; } = new(128, 128);

    /// <summary>Reads a recording.</summary>
    /// <param name="path">The file; its ending tells the form.</param>
    /// <param name="losses">Takes the counts of events outside the sensor, dropped, and out of order, sorted.</param>
    /// <exception cref="InvalidDataException">Not of the form that its ending tells.</exception>
    public static InMemoryStereoRecording Open(string path, EventLosses? losses = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<(long TUs, int X, int Y, sbyte Polarity)>[] events = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? ReadArchive(path) : ReadText(path);
        losses ??= new EventLosses();
        return new InMemoryStereoRecording(path, Sensor, Order(events[0], losses), Order(events[1], losses));
    }

    private static List<(long TUs, int X, int Y, sbyte Polarity)>[] ReadArchive(string path)
    {
        using NpzReader archive = NpzReader.Open(path);
        return [ReadTable(archive, "left"), ReadTable(archive, "right")];
    }

    private static List<(long TUs, int X, int Y, sbyte Polarity)> ReadTable(NpzReader archive, string name)
    {
        NpyArray<long> table = archive.Read<long>(name);
        if (table.Shape.Count != 2 || table.Shape[1] != 4)
        {
            throw new InvalidDataException($"{archive.Path}: {name} has the shape ({string.Join(", ", table.Shape)}); expected N x 4: t, x, y, polarity");
        }

        List<(long, int, int, sbyte)> events = new((int)table.Shape[0]);
        for (int i = 0; i < table.Data.Length; i += 4)
        {
            events.Add((table.Data[i], Pixel(table.Data[i + 1]), Pixel(table.Data[i + 2]), Polarity(table.Data[i + 3], archive.Path, $"{name} row {i / 4}")));
        }

        return events;
    }

    private static List<(long TUs, int X, int Y, sbyte Polarity)>[] ReadText(string path)
    {
        List<(long, int, int, sbyte)>[] events = [[], []];
        int number = 0;
        Span<long> fields = stackalloc long[5];
        Span<Range> parts = stackalloc Range[6];
        foreach (string line in File.ReadLines(path))
        {
            number++;
            int count = line.AsSpan().Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            bool good = count == 5;
            for (int i = 0; good && i < count; i++)
            {
                good = long.TryParse(line.AsSpan()[parts[i]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out fields[i]);
            }

            if (!good || fields[4] is not (0 or 1))
            {
                throw new InvalidDataException($"{path}: line {number} is not an event: t, x, y, polarity, camera");
            }

            events[fields[4]].Add((fields[0], Pixel(fields[1] - 1), Pixel(fields[2] - 1), Polarity(fields[3], path, $"line {number}")));
        }

        return events;
    }

    private static int Pixel(long value) => (int)Math.Clamp(value, -1, int.MaxValue);

    private static sbyte Polarity(long value, string path, string place) => value switch
    {
        1 => 1,
        0 or -1 => -1,
        _ => throw new InvalidDataException($"{path}: {place}: polarity {value} is none of -1, 0, 1"),
    };

    private static EventBatch Order(List<(long TUs, int X, int Y, sbyte Polarity)> events, EventLosses losses)
    {
        long latestUs = long.MinValue;
        foreach ((long tUs, _, _, _) in events)
        {
            losses.Reordered += tUs < latestUs ? 1 : 0;
            latestUs = Math.Max(latestUs, tUs);
        }

        EventBatch batch = new(events.Count);

        // OrderBy is stable: events of one microsecond keep the file's order.
        foreach ((long tUs, int x, int y, sbyte polarity) in events.OrderBy(e => e.TUs))
        {
            if (Sensor.Contains(x, y))
            {
                batch.Add(tUs, (ushort)x, (ushort)y, polarity);
            }
            else
            {
                losses.OutOfSensor++;
            }
        }

        return batch;
    }
}
