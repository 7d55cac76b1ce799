using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Convert;

/// <summary>
/// Events as a camera gives them that looks at moving edges: short straight edges drift over the sensor at speeds of their own, each
/// event lies on one of them with half a pixel of jitter and mostly has the edge's polarity, one in twenty is noise anywhere. Gaps
/// between events are exponential, one million events a second, times whole microseconds. Made block by block, in time order.
/// </summary>
internal sealed class MovingEdges
{
    private const int Edges = 48;
    private const double EventsPerUs = 1;
    private readonly Random random;
    private readonly SensorSize sensor;
    private readonly Edge[] edges = new Edge[Edges];
    private double tUs;

    public MovingEdges(SensorSize sensor, int seed)
    {
        this.sensor = sensor;
        random = new Random(seed);
        for (int i = 0; i < edges.Length; i++)
        {
            double angle = random.NextDouble() * Math.Tau;
            edges[i] = new Edge(
                random.NextDouble() * sensor.Width, random.NextDouble() * sensor.Height, Math.Cos(angle), Math.Sin(angle),
                20 + (60 * random.NextDouble()), 1e-4 * (random.NextDouble() - 0.5), (sbyte)(random.Next(2) == 0 ? -1 : 1));
        }
    }

    /// <summary>Replaces what is in <paramref name="into"/> by the next <paramref name="count"/> events.</summary>
    public void Next(EventBatch into, int count)
    {
        into.Clear();
        for (int i = 0; i < count; i++)
        {
            tUs -= Math.Log(1 - random.NextDouble()) / EventsPerUs;
            Edge edge = edges[random.Next(Edges)];
            bool noise = random.Next(20) == 0;
            double along = edge.Length * (random.NextDouble() - 0.5), across = (edge.PixelsPerUs * tUs) + random.NextDouble();
            double x = noise ? random.Next(sensor.Width) : edge.X + (along * edge.DirectionX) - (across * edge.DirectionY);
            double y = noise ? random.Next(sensor.Height) : edge.Y + (along * edge.DirectionY) + (across * edge.DirectionX);
            into.Add((long)tUs, Wrapped(x, sensor.Width), Wrapped(y, sensor.Height), random.Next(16) == 0 ? (sbyte)-edge.Polarity : edge.Polarity);
        }
    }

    private static ushort Wrapped(double position, int extent) => (ushort)Math.Min(extent - 1, position - (extent * Math.Floor(position / extent)));

    private readonly record struct Edge(double X, double Y, double DirectionX, double DirectionY, double Length, double PixelsPerUs, sbyte Polarity);
}
