using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>Raw events of one camera or two, as a file with any defects would give them.</summary>
internal sealed class PlantedRecording(SensorSize sensor, params EventBatch[] cameras) : IRawEventRecording
{
    public bool SensorIsStated { get; init; } = true;

    public int ReorderEvents { get; init; } = 65_536;

    /// <summary>What each camera's source counts as malformed and skipped when it is halfway.</summary>
    public EventLosses LossesHalfway { get; init; } = new();

    /// <summary>Each camera's source ends with an error after this many events.</summary>
    public int? BreaksAfter { get; init; }

    public string Path => "planted";

    public string Format => "planted";

    public SensorSize Sensor => sensor;

    public IReadOnlyList<CameraSide> Cameras => cameras.Length == 2 ? CameraSides.Both : CameraSides.One;

    public IReadOnlyList<StreamInfo> Streams => [];

    public StereoGeometry? Geometry => null;

    public long FromUs => 0;

    public long ToUs => 0;

    /// <summary>
    /// Sound events of a camera: a rate that rises and falls from one 10 ms to the next, the same for every camera of one
    /// <paramref name="scene"/>, and pixels anywhere.
    /// </summary>
    public static EventBatch Sound(SensorSize sensor, int events, long durationUs, int scene, int camera)
    {
        Random rates = new(scene), random = new((1000 * scene) + camera);
        double[] weights = [.. Enumerable.Range(0, (int)(durationUs / 10_000)).Select(_ => 0.5 + rates.NextDouble())];
        double scale = events / weights.Sum(), owed = 0;
        SortedSet<(long TUs, int Pixel)> drawn = [];
        for (int i = 0; i < weights.Length; i++)
        {
            for (owed += weights[i] * scale; owed >= 1; owed--)
            {
                while (!drawn.Add(((i * 10_000) + random.Next(10_000), random.Next(sensor.Pixels))))
                {
                }
            }
        }

        EventBatch batch = new(events);
        foreach ((long tUs, int pixel) in drawn)
        {
            batch.Add(tUs, (ushort)(pixel % sensor.Width), (ushort)(pixel / sensor.Width), (sbyte)(random.Next(2) == 0 ? -1 : 1));
        }

        return batch;
    }

    public string StreamName(CameraSide side) => side == CameraSide.Left ? "left" : "right";

    public IRawEventSource OpenRaw(CameraSide side) => new Source(this, cameras[(int)side]);

    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Source(PlantedRecording recording, EventBatch events) : IRawEventSource
    {
        private const int BlockEvents = 1000;
        private int next;

        public EventLosses Losses => next > events.Count / 2 ? recording.LossesHalfway : new EventLosses();

        public IReadOnlyList<RawDefect> Defects => [];

        public bool Decode(EventBatch into)
        {
            if (next >= recording.BreaksAfter)
            {
                throw new InvalidDataException("planted: the rest is missing");
            }

            int count = Math.Min(BlockEvents, events.Count - next);
            into.Append(events, next, count);
            next += count;
            return count > 0;
        }

        public void Dispose()
        {
        }
    }
}
