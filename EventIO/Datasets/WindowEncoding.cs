using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>An encoding with its parameters set: events of a window to a tensor of known extents.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="Convention">What the numbers mean, in words.</param>
/// <param name="Encode">Overwrites a tensor [C, H, W]; gives the number of events encoded. The map is that of exact rectification, null for none.</param>
internal sealed record WindowEncoding<T>(int Channels, int Height, int Width, string Convention, WindowEncoding<T>.Encoder Encode)
    where T : unmanaged
{
    public delegate int Encoder(EventBatch events, TimeWindow window, RectificationMap? exact, Span<T> destination);
}
