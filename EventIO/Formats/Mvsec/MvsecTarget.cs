using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Where decoded events go: room in a batch and how much of it is used.</summary>
internal ref struct MvsecTarget(EventColumns room)
{
    public EventColumns Room { get; } = room;

    public int Count { get; set; }

    public void Add(long tUs, ushort x, ushort y, sbyte polarity)
    {
        Room.TUs[Count] = tUs;
        Room.X[Count] = x;
        Room.Y[Count] = y;
        Room.Polarity[Count] = polarity;
        Count++;
    }
}
