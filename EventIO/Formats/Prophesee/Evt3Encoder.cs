using System.Buffers;
using System.Buffers.Binary;
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

    private protected override void Write(EventBatch events, int from, int count, IBufferWriter<byte> into)
    {
        for (int i = from; i < from + count;)
        {
            if (events.TUs[i] > TimeSteps.LastUs)
            {
                throw Refusal(i - from, $"lies at {events.TUs[i]:N0} us; times to {TimeSteps.LastUs:N0} us can be written, so take an origin off them");
            }

            SayTime(events.TUs[i], into);
            if (events.Y[i] != saidRow)
            {
                saidRow = events.Y[i];
                Put(into, Evt3Reference.AddressY, (uint)saidRow);
            }

            uint polarity = events.Polarity[i] > 0 ? 1u << 11 : 0;
            int run = Run(events, i, from + count, out uint pixels);
            if (run >= VectorFromEvents)
            {
                Put(into, Evt3Reference.VectorBaseX, polarity | (uint)(events.X[i] & -VectorPixels));
                Put(into, Evt3Reference.Vector12, pixels & 0xFFF);
                Put(into, Evt3Reference.Vector12, (pixels >> 12) & 0xFFF);
                Put(into, Evt3Reference.Vector8, pixels >> 24);
                i += run;
                continue;
            }

            for (int end = i + run; i < end; i++)
            {
                Put(into, Evt3Reference.AddressX, polarity | events.X[i]);
            }
        }
    }

    private void SayTime(long tUs, IBufferWriter<byte> into)
    {
        while (steps.Next(tUs) is uint high)
        {
            Put(into, Evt3Reference.TimeHigh, high);
            saidLow = -1;
        }

        int low = (int)(tUs & ((1 << LowBits) - 1));
        if (low != saidLow)
        {
            saidLow = low;
            Put(into, Evt3Reference.TimeLow, (uint)low);
        }
    }

    /// <summary>Number of events from <paramref name="first"/> on that one vector could hold, at least 1, and their bits.</summary>
    private int Run(EventBatch events, int first, int end, out uint pixels)
    {
        int column = events.X[first] & -VectorPixels;
        int limit = column + VectorPixels > sensor.Width ? first + 1 : end;
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

    private static void Put(IBufferWriter<byte> into, uint type, uint content)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into.GetSpan(sizeof(ushort)), (ushort)((type << 12) | content));
        into.Advance(sizeof(ushort));
    }
}
