using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// The inner loops of the encoders: a run of events added to the pixels of a plane. Accumulators are as narrow as the number of events
/// allows, so that a plane stays in the second-level cache: 180 kB of 16-bit sums for a DAVIS346.
/// </summary>
internal static class PixelSums
{
    /// <summary>Most events whose polarities a 16-bit sum holds wherever they lie.</summary>
    private const int MostEventsOfShort = short.MaxValue;

    /// <summary>Writes, for each pixel and polarity, which of a run of events was its last: 1 for the first of the run.</summary>
    /// <param name="events">The events.</param>
    /// <param name="from">Index of the first.</param>
    /// <param name="to">Index behind the last.</param>
    /// <param name="sensor">Extents of a plane.</param>
    /// <param name="planes">[2, H, W], negative polarity first; kept where a pixel has no event.</param>
    /// <returns>Number of events on the sensor.</returns>
    public static int PutOrdinals(EventBatch events, int from, int to, SensorSize sensor, Span<int> planes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(planes.Length, 2 * sensor.Pixels, nameof(planes));
        ReadOnlySpan<ushort> columns = events.X[from..to], rows = events.Y[from..to];
        ref sbyte polarities = ref MemoryMarshal.GetReference(events.Polarity[from..to]);
        ref ushort row = ref MemoryMarshal.GetReference(rows);
        ref int ordinals = ref MemoryMarshal.GetReference(planes);
        int put = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            uint x = columns[i], y = Unsafe.Add(ref row, i);
            if (x < (uint)sensor.Width && y < (uint)sensor.Height)
            {
                uint plane = (uint)(-Unsafe.Add(ref polarities, i) >> 31) & (uint)sensor.Pixels;
                Unsafe.Add(ref ordinals, plane + (y * (uint)sensor.Width) + x) = i + 1;
                put++;
            }
        }

        return put;
    }

    /// <summary>Adds each event's polarity at its pixel; events off the sensor are passed over.</summary>
    /// <param name="events">The events.</param>
    /// <param name="from">Index of the first.</param>
    /// <param name="to">Index behind the last.</param>
    /// <param name="sensor">Extents of the plane.</param>
    /// <param name="plane">[H, W] sums.</param>
    /// <returns>Number of events added.</returns>
    private static int AddPolarities<T>(EventBatch events, int from, int to, SensorSize sensor, Span<T> plane)
        where T : unmanaged, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plane.Length, sensor.Pixels, nameof(plane));
        ReadOnlySpan<ushort> columns = events.X[from..to], rows = events.Y[from..to];
        ref sbyte polarities = ref MemoryMarshal.GetReference(events.Polarity[from..to]);
        ref ushort row = ref MemoryMarshal.GetReference(rows);
        ref T sums = ref MemoryMarshal.GetReference(plane);
        int added = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            // The three columns are of one length, and a pixel on the sensor is in the plane: no further check is needed.
            uint x = columns[i], y = Unsafe.Add(ref row, i);
            if (x < (uint)sensor.Width && y < (uint)sensor.Height)
            {
                Unsafe.Add(ref sums, (y * (uint)sensor.Width) + x) += T.CreateTruncating(Unsafe.Add(ref polarities, i));
                added++;
            }
        }

        return added;
    }

    /// <summary>Adds 1 for each event at its pixel, in the first plane or, of positive polarity, <paramref name="positivePlane"/> further.</summary>
    /// <param name="events">The events.</param>
    /// <param name="from">Index of the first.</param>
    /// <param name="to">Index behind the last.</param>
    /// <param name="sensor">Extents of a plane.</param>
    /// <param name="positivePlane">0 to add both polarities together, else the number of pixels.</param>
    /// <param name="planes">[H, W] or [2, H, W] counts.</param>
    /// <returns>Number of events added.</returns>
    private static int AddOnes(EventBatch events, int from, int to, SensorSize sensor, int positivePlane, Span<int> planes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(planes.Length, sensor.Pixels + positivePlane, nameof(planes));
        ReadOnlySpan<ushort> columns = events.X[from..to], rows = events.Y[from..to];
        ref sbyte polarities = ref MemoryMarshal.GetReference(events.Polarity[from..to]);
        ref ushort row = ref MemoryMarshal.GetReference(rows);
        ref int counts = ref MemoryMarshal.GetReference(planes);
        int added = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            uint x = columns[i], y = Unsafe.Add(ref row, i);
            if (x < (uint)sensor.Width && y < (uint)sensor.Height)
            {
                uint plane = (uint)(-Unsafe.Add(ref polarities, i) >> 31) & (uint)positivePlane;
                Unsafe.Add(ref counts, plane + (y * (uint)sensor.Width) + x)++;
                added++;
            }
        }

        return added;
    }

    /// <summary>The signs of the sums of the polarities of each slice of a batch.</summary>
    /// <param name="events">The events.</param>
    /// <param name="firsts">[C + 1] index of each slice's first event and of the event behind the last slice.</param>
    /// <param name="sensor">H and W.</param>
    /// <param name="destination">[C, H, W], overwritten.</param>
    /// <returns>Number of events added.</returns>
    public static int StackSigns(EventBatch events, ReadOnlySpan<int> firsts, SensorSize sensor, Span<sbyte> destination)
    {
        int counted = 0;
        for (int channel = 0; channel < firsts.Length - 1; channel++)
        {
            int from = firsts[channel], to = firsts[channel + 1];
            Span<sbyte> signs = destination.Slice(channel * sensor.Pixels, sensor.Pixels);
            counted += to - from <= MostEventsOfShort
                ? StackSigns<short>(events, from, to, sensor, signs)
                : StackSigns<int>(events, from, to, sensor, signs);
        }

        return counted;
    }

    /// <summary>How many events of a run each pixel has.</summary>
    /// <returns>Number of events added.</returns>
    public static int Count(EventBatch events, int from, int to, SensorSize sensor, Span<float> destination)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(sensor.Pixels);
        try
        {
            Span<int> counts = rented.AsSpan(0, sensor.Pixels);
            counts.Clear();
            int counted = AddOnes(events, from, to, sensor, positivePlane: 0, counts);
            ToFloats(counts, destination);
            return counted;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>How many events of a run and of each polarity each pixel has.</summary>
    /// <returns>Number of events added.</returns>
    public static int CountByPolarity(EventBatch events, int from, int to, SensorSize sensor, Span<float> negative, Span<float> positive)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(checked(2 * sensor.Pixels));
        try
        {
            Span<int> counts = rented.AsSpan(0, 2 * sensor.Pixels);
            counts.Clear();
            int counted = AddOnes(events, from, to, sensor, positivePlane: sensor.Pixels, counts);
            ToFloats(counts[..sensor.Pixels], negative);
            ToFloats(counts[sensor.Pixels..], positive);
            return counted;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>The sign of each sum.</summary>
    private static void Signs(ReadOnlySpan<short> sums, Span<sbyte> signs)
    {
        int i = 0;
        for (; i + Vector<sbyte>.Count <= sums.Length; i += Vector<sbyte>.Count)
        {
            Vector<short> low = Vector.Clamp(new Vector<short>(sums[i..]), -Vector<short>.One, Vector<short>.One);
            Vector<short> high = Vector.Clamp(new Vector<short>(sums[(i + Vector<short>.Count)..]), -Vector<short>.One, Vector<short>.One);
            Vector.Narrow(low, high).CopyTo(signs[i..]);
        }

        for (; i < sums.Length; i++)
        {
            signs[i] = (sbyte)Math.Sign(sums[i]);
        }
    }

    /// <summary>The sign of each sum.</summary>
    public static void Signs(ReadOnlySpan<int> sums, Span<sbyte> signs)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            signs[i] = (sbyte)Math.Sign(sums[i]);
        }
    }

    /// <summary>The counts as float32: exact to 2^24, above that rounded to the nearest.</summary>
    public static void ToFloats(ReadOnlySpan<int> counts, Span<float> values)
    {
        int i = 0;
        for (; i + Vector<int>.Count <= counts.Length; i += Vector<int>.Count)
        {
            Vector.ConvertToSingle(new Vector<int>(counts[i..])).CopyTo(values[i..]);
        }

        for (; i < counts.Length; i++)
        {
            values[i] = counts[i];
        }
    }

    private static int StackSigns<T>(EventBatch events, int from, int to, SensorSize sensor, Span<sbyte> signs)
        where T : unmanaged, INumber<T>
    {
        T[] rented = ArrayPool<T>.Shared.Rent(sensor.Pixels);
        try
        {
            Span<T> sums = rented.AsSpan(0, sensor.Pixels);
            sums.Clear();
            int counted = AddPolarities(events, from, to, sensor, sums);
            if (typeof(T) == typeof(short))
            {
                Signs(MemoryMarshal.Cast<T, short>(sums), signs);
            }
            else
            {
                Signs(MemoryMarshal.Cast<T, int>(sums), signs);
            }

            return counted;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
