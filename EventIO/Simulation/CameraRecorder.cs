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

    /// <summary>
    /// Puts the depth of each pixel's latest event since the last call into <paramref name="depthM"/>, NaN where it had none.
    /// </summary>
    public void TakeEventDepths(Span<float> depthM)
    {
        int at = 0;
        foreach (Band band in bands)
        {
            band.EventDepthM.CopyTo(depthM[at..]);
            band.EventDepthM.Fill(float.NaN);
            at += band.EventDepthM.Length;
        }
    }

    /// <summary>Some rows of the camera with their own renderer, image and events.</summary>
    private sealed class Band(SensorSize size, int top, int rows, PixelArray pixels, CameraSensor sensor)
    {
        private readonly BandRenderer renderer = new(size.Width, size.Height, top, rows);
        private readonly float[] light = new float[size.Width * rows];
        private readonly float[] logIntensity = new float[size.Width * rows];
        private readonly float[] eventDepthM = CreateUnknown(size.Width * rows);
        private bool started;

        public EventKeys Events { get; } = new();

        public Span<float> EventDepthM => eventDepthM;

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
                int before = Events.Count;
                for (int row = 0; row < rows; row++)
                {
                    pixels.Step(top + row, frame.FromUs, frame.ToUs, logIntensity.AsSpan(row * size.Width, size.Width), Events);
                }

                NoteDepths(before);
            }
        }

        private static float[] CreateUnknown(int length)
        {
            float[] values = new float[length];
            Array.Fill(values, float.NaN);
            return values;
        }

        /// <summary>Notes the depth of the events from an index on, by the frame at the end of their step.</summary>
        private void NoteDepths(int from)
        {
            for (int i = from; i < Events.Count; i++)
            {
                (int x, int y) = Events.PixelAt(i);
                double nearest = renderer.NearestDepthM(x, y);
                eventDepthM[((y - top) * size.Width) + x] = double.IsFinite(nearest) ? (float)nearest : float.NaN;
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
