using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Writes EVT 3.0 in the order of the events. Five or more of them that follow each other at one time, in one row, of one polarity, with rising columns
/// of one group of 32, become a whole vector (VECT_BASE_X, VECT_12, VECT_12, VECT_8), as cameras write them; others an ADDR_X each.
/// </summary>
/// <param name="sensor">Vectors do not reach over its last column, since some readers refuse that.</param>
/// <param name="path">What messages call the output.</param>
public sealed class Evt3Encoder(SensorSize sensor, string path = "EVT 3.0") : EventEncoder(path)
{
    private const int LowBits = 12;
    private const int VectorPixels = 32;

    /// <summary>A vector takes four words.</summary>
    private const int VectorFromEvents = 5;

    private readonly TimeSteps steps = new(LowBits, highBits: 12);
    private int saidLow = -1;
    private int saidRow = -1;

    /// <inheritdoc/>
    protected override int LargestCoordinate => Evt3Reference.Columns - 1;

    private protected override void Write(in EventSpans events, ref WordSink sink)
    {
        for (int i = 0; i < events.Count;)
        {
            if (events.TUs[i] > TimeSteps.LastUs)
            {
                throw Refusal(i, $"lies at {events.TUs[i]:N0} us; times to {TimeSteps.LastUs:N0} us can be written, so take an origin off them");
            }

            SayTime(events.TUs[i], ref sink);
            if (events.Y[i] != saidRow)
            {
                saidRow = events.Y[i];
                Put(ref sink, Evt3Reference.AddressY, (uint)saidRow);
            }

            uint polarity = events.Polarity[i] > 0 ? 1u << 11 : 0;
            int run = Run(events, i, out uint pixels);
            if (run >= VectorFromEvents)
            {
                Put(ref sink, Evt3Reference.VectorBaseX, polarity | (uint)(events.X[i] & -VectorPixels));
                Put(ref sink, Evt3Reference.Vector12, pixels & 0xFFF);
                Put(ref sink, Evt3Reference.Vector12, (pixels >> 12) & 0xFFF);
                Put(ref sink, Evt3Reference.Vector8, pixels >> 24);
                i += run;
                continue;
            }

            for (int end = i + run; i < end; i++)
            {
                Put(ref sink, Evt3Reference.AddressX, polarity | events.X[i]);
            }
        }
    }

    private void SayTime(long tUs, ref WordSink sink)
    {
        while (steps.Next(tUs) is uint high)
        {
            Put(ref sink, Evt3Reference.TimeHigh, high);
            saidLow = -1;
        }

        int low = (int)(tUs & ((1 << LowBits) - 1));
        if (low != saidLow)
        {
            saidLow = low;
            Put(ref sink, Evt3Reference.TimeLow, (uint)low);
        }
    }

    /// <summary>Number of events from <paramref name="first"/> on that one vector could hold, at least 1, and their bits.</summary>
    private int Run(in EventSpans events, int first, out uint pixels)
    {
        int column = events.X[first] & -VectorPixels;
        int limit = column + VectorPixels > sensor.Width ? first + 1 : events.Count;
        int i = first;
        pixels = 0;
        do
        {
            pixels |= 1u << (events.X[i] - column);
            i++;
        }
        while (i < limit && events.X[i] > events.X[i - 1] && events.X[i] < column + VectorPixels
            && events.TUs[i] == events.TUs[first] && events.Y[i] == events.Y[first] && events.Polarity[i] > 0 == events.Polarity[first] > 0);

        return i - first;
    }

    private static void Put(ref WordSink sink, uint type, uint content) => sink.Put((ushort)((type << 12) | content));
}
