namespace EventStereo.EventIO.Events;

/// <summary>Facts about a recording's events that take a pass over them.</summary>
public static class EventStatistics
{
    private const int BlockEvents = 65_536;

    /// <summary>
    /// The recording's streams with the share of positive polarity filled in for events, counted over what a source
    /// delivers; what was lost is added to <paramref name="losses"/>.
    /// </summary>
    public static IReadOnlyList<StreamInfo> WithPositiveRatios(IEventRecording recording, EventLosses losses, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(losses);
        List<StreamInfo> streams = [];
        foreach (StreamInfo stream in recording.Streams)
        {
            streams.Add(stream is { Kind: StreamKind.Events, Side: CameraSide side }
                ? stream with { PositiveRatio = PositiveRatio(recording, side, losses, cancellation) }
                : stream);
        }

        return streams;
    }

    private static double? PositiveRatio(IEventRecording recording, CameraSide side, EventLosses losses, CancellationToken cancellation)
    {
        using IEventSource source = recording.OpenEvents(side);
        EventBatch block = new(BlockEvents);
        long positive = 0, all = 0;
        while (source.Read(block, BlockEvents) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (sbyte polarity in block.Polarity)
            {
                positive += polarity > 0 ? 1 : 0;
            }

            all += block.Count;
            block.Clear();
        }

        losses.Add(source.Losses);
        return all == 0 ? null : (double)positive / all;
    }
}
