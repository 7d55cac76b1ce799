using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// A recording seen through a filter, block by block as it is read. Its times and the counts of its streams are those of the recording underneath: what stays is known
/// only by reading. Disposing it disposes that recording.
/// </summary>
public sealed class FilteredRecording : IEventRecording
{
    private readonly IEventRecording recording;
    private readonly EventFilter filter;
    private readonly FilterCounts counts;

    /// <summary>Wraps a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="counts">Takes the number of events that are removed, while they are read.</param>
    /// <exception cref="InvalidDataException">The sensor is larger than <see cref="EventFilter.MaxPixels"/>, or the filter leaves nothing of it.</exception>
    public FilteredRecording(IEventRecording recording, EventFilter filter, FilterCounts counts)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(counts);
        SensorSize sensor = recording.Sensor;
        if ((long)sensor.Width * sensor.Height > EventFilter.MaxPixels)
        {
            throw new InvalidDataException($"{recording.Path}: a sensor of {sensor}, of more than the {EventFilter.MaxPixels:N0} pixels that filters take; --sensor WxH says a smaller one");
        }

        this.recording = recording;
        this.filter = filter;
        this.counts = counts;
        Sensor = filter.Resize(sensor);
        Geometry = filter.Rescale(recording.Geometry);
        if (Sensor.Width < 1 || Sensor.Height < 1)
        {
            throw new InvalidDataException($"{recording.Path}: a sensor of {sensor}, of which {filter.Description} leaves nothing");
        }
    }

    /// <inheritdoc/>
    public string Path => recording.Path;

    /// <inheritdoc/>
    public string Format => recording.Format;

    /// <inheritdoc/>
    public SensorSize Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras => recording.Cameras;

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams => [.. recording.Streams.Select(stream => stream.Kind == StreamKind.Events ? stream with { Width = Sensor.Width, Height = Sensor.Height } : stream)];

    /// <inheritdoc/>
    public StereoGeometry? Geometry { get; }

    /// <inheritdoc/>
    public double OriginSeconds => recording.OriginSeconds;

    /// <inheritdoc/>
    public long FromUs => recording.FromUs;

    /// <inheritdoc/>
    public long ToUs => recording.ToUs;

    /// <summary>Wraps a recording in filters, the first of them nearest to it.</summary>
    public static IEventRecording Chain(IEventRecording recording, IEnumerable<EventFilter> filters, FilterCounts counts)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return filters.Aggregate(recording, (inner, filter) => new FilteredRecording(inner, filter, counts));
    }

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue)
    {
        counts.Add(filter.Name, 0);
        long beginUs = filter.LookbackUs is long lookbackUs ? Math.Max(fromUs, long.MinValue + lookbackUs) - lookbackUs : long.MinValue;
        return new Source(recording.OpenEvents(side, beginUs, toUs), filter.Begin(side, recording.Sensor), this, fromUs);
    }

    /// <inheritdoc/>
    public void Dispose() => recording.Dispose();

    private sealed class Source(IEventSource source, IEventSieve sieve, FilteredRecording owner, long fromUs) : IEventSource
    {
        public SensorSize Sensor => owner.Sensor;

        public EventLosses Losses => source.Losses;

        public int Read(EventBatch into, int maxEvents)
        {
            ArgumentNullException.ThrowIfNull(into);
            int before = into.Count, kept = 0;
            while (kept == 0 && source.Read(into, maxEvents) > 0)
            {
                // What lies before the interval is there for the sieve to remember, and for nothing else.
                EventColumns fresh = From(into.Columns, before);
                int lead = 0;
                while (lead < fresh.TUs.Length && fresh.TUs[lead] < fromUs)
                {
                    lead++;
                }

                EventColumns wanted = From(fresh, lead);
                if (lead > 0)
                {
                    _ = sieve.Keep(new EventColumns(fresh.TUs[..lead], fresh.X[..lead], fresh.Y[..lead], fresh.Polarity[..lead]));
                }

                kept = sieve.Keep(wanted);
                owner.counts.Add(owner.filter.Name, wanted.TUs.Length - kept);
                CopyDown(wanted, fresh, kept, lead);
                into.Truncate(before + kept);
            }

            return kept;
        }

        public void Dispose() => source.Dispose();

        private static EventColumns From(EventColumns columns, int start) =>
            new(columns.TUs[start..], columns.X[start..], columns.Y[start..], columns.Polarity[start..]);

        private static void CopyDown(EventColumns from, EventColumns to, int count, int by)
        {
            if (by > 0)
            {
                from.TUs[..count].CopyTo(to.TUs);
                from.X[..count].CopyTo(to.X);
                from.Y[..count].CopyTo(to.Y);
                from.Polarity[..count].CopyTo(to.Polarity);
            }
        }
    }
}
