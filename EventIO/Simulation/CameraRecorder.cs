using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Pixels;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// One camera of a recording. A slab of time is planned into frames once; then each band of rows runs through all of them
/// by itself, so that threads meet once a slab and a band's pixels stay in the cache.
/// </summary>
internal sealed class CameraRecorder
{
    /// <summary>Length of a slab in microseconds.</summary>
    public const int SlabUs = 10_000;

    private const int BandRows = 16;

    private readonly FramePlanner planner;
    private readonly Band[] bands;
    private readonly EventKeys collected = new();
    private IReadOnlyList<SceneFrame> frames = [];

    public CameraRecorder(CameraSide side, Scene scene, CameraSensor sensor, SimulationConfig config)
    {
        Side = side;
        planner = new FramePlanner(scene, scene.Camera(side), config.MaxStepPx, config.MaxStepUs);
        PixelArray pixels = new(scene.Sensor.Width, sensor.Traits, sensor.Noise);
        int count = (scene.Sensor.Height + BandRows - 1) / BandRows;
        bands = new Band[count];
        for (int i = 0; i < count; i++)
        {
            bands[i] = new Band(scene.Sensor, i * BandRows, Math.Min(BandRows, scene.Sensor.Height - (i * BandRows)), pixels, sensor);
        }
    }

    public CameraSide Side { get; }

    /// <summary>Frames that the last slab was rendered in.</summary>
    public int Frames => frames.Count;

    /// <summary>Moves all cameras to <paramref name="untilUs"/>.</summary>
    public static void Advance(CameraRecorder[] cameras, int untilUs, ParallelOptions parallel)
    {
        List<(CameraRecorder Camera, Band Band)> work = [];
        foreach (CameraRecorder camera in cameras)
        {
            SceneFrame first = camera.planner.Last;
            camera.frames = camera.planner.Until(untilUs);
            foreach (Band band in camera.bands)
            {
                band.First = first;
                work.Add((camera, band));
            }
        }

        Parallel.For(0, work.Count, parallel, i => work[i].Band.Run(work[i].Camera.frames));
    }

    /// <summary>The events of the last slab, in order.</summary>
    public void Collect(EventBatch batch)
    {
        collected.Clear();
        foreach (Band band in bands)
        {
            collected.Append(band.Events);
        }

        collected.Unpack(batch);
    }

    /// <summary>Some rows of the camera with their own renderer, image and events.</summary>
    private sealed class Band(SensorSize size, int top, int rows, PixelArray pixels, CameraSensor sensor)
    {
        private readonly BandRenderer renderer = new(size.Width, size.Height, top, rows);
        private readonly float[] light = new float[size.Width * rows];
        private readonly float[] logIntensity = new float[size.Width * rows];
        private bool started;

        public EventKeys Events { get; } = new();

        public SceneFrame? First { get; set; }

        public void Run(IReadOnlyList<SceneFrame> frames)
        {
            Events.Clear();
            if (!started && First is not null)
            {
                Render(First);
                for (int row = 0; row < rows; row++)
                {
                    pixels.Start(top + row, logIntensity.AsSpan(row * size.Width, size.Width), sensor.PhaseKey);
                }

                started = true;
            }

            foreach (SceneFrame frame in frames)
            {
                Render(frame);
                for (int row = 0; row < rows; row++)
                {
                    pixels.Step(top + row, frame.FromUs, frame.ToUs, logIntensity.AsSpan(row * size.Width, size.Width), Events);
                }
            }
        }

        private void Render(SceneFrame frame)
        {
            foreach (PixelBox changed in frame.Changed)
            {
                PixelBox box = changed.Intersect(new PixelBox(0, top, size.Width, top + rows));
                if (box.IsEmpty)
                {
                    continue;
                }

                renderer.Render(frame.Bodies, box, light);
                for (int y = box.Top; y < box.Bottom; y++)
                {
                    int from = ((y - top) * size.Width) + box.Left;
                    LogIntensity.Of(light.AsSpan(from, box.Right - box.Left), sensor.Traits.DarkLevel, logIntensity.AsSpan(from));
                }
            }
        }
    }
}
