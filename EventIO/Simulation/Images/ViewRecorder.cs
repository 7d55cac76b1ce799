using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Pixels;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>
/// One camera that moves along the line of a <see cref="ViewSet"/>. A slab of time is cut into frames; each band of rows runs
/// through all of them by itself, as <see cref="CameraRecorder"/> does for rendered scenes.
/// </summary>
internal sealed class ViewRecorder
{
    private const int BandRows = 16;
    private readonly LineMotion motion;
    private readonly Band[] bands;
    private readonly EventKeys collected = new();
    private readonly double limit;
    private readonly int longestUs;
    private int atUs;

    public ViewRecorder(CameraSide side, ViewSet set, ViewWarp warp, ViewRenderer renderer, LineMotion motion, CameraSensor sensor, SimulationConfig config)
    {
        Side = side;
        this.motion = motion;
        limit = config.MaxStepPx / set.GreatestStepPx;
        longestUs = config.MaxStepUs;
        PixelArray pixels = new(set.Sensor.Width, sensor.Traits, sensor.Noise);
        bands = [.. Enumerable.Range(0, (set.Sensor.Height + BandRows - 1) / BandRows).Select(i => new Band(
            set, warp, renderer, i * BandRows, Math.Min(BandRows, set.Sensor.Height - (i * BandRows)), pixels, sensor))];
    }

    public CameraSide Side { get; }

    /// <summary>Where on the line it is at a time.</summary>
    public double PlaceAt(int tUs) => motion.At(tUs);

    /// <summary>Moves all cameras to <paramref name="untilUs"/>.</summary>
    public static void Advance(ViewRecorder[] cameras, int untilUs, ParallelOptions parallel)
    {
        List<(Band Band, ViewRecorder Camera, List<int> Times)> work = [];
        foreach (ViewRecorder camera in cameras)
        {
            List<int> times = camera.motion.Steps(camera.atUs, untilUs, camera.limit, camera.longestUs);
            work.AddRange(camera.bands.Select(band => (band, camera, times)));
        }

        Parallel.For(0, work.Count, parallel, i => work[i].Band.Run(work[i].Camera.motion, work[i].Camera.atUs, work[i].Times));
        foreach (ViewRecorder camera in cameras)
        {
            camera.atUs = untilUs;
        }
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
    /// Puts the step, px, of each pixel's latest event since the last call into <paramref name="stepPx"/>, NaN where it had none or no
    /// ground truth is near.
    /// </summary>
    public void TakeEventSteps(Span<float> stepPx)
    {
        int at = 0;
        foreach (Band band in bands)
        {
            band.EventStepPx.CopyTo(stepPx[at..]);
            band.EventStepPx.Fill(float.NaN);
            at += band.EventStepPx.Length;
        }
    }

    /// <summary>Some rows of the camera with their own image and events, and the steps of one row more on each side.</summary>
    private sealed class Band(ViewSet set, ViewWarp warp, ViewRenderer renderer, int top, int rows, PixelArray pixels, CameraSensor sensor)
    {
        private readonly int columns = set.Size.Width * ViewRenderer.ColumnsAPixel;
        private readonly float[] known = Unknown((rows + 2) * set.Size.Width * ViewRenderer.ColumnsAPixel);
        private readonly float[] filled = new float[set.Size.Width * ViewRenderer.ColumnsAPixel];
        private readonly float[] scratch = new float[set.Size.Width * ViewRenderer.ColumnsAPixel];
        private readonly float[] light = new float[set.Sensor.Width];
        private readonly float[] logIntensity = new float[set.Sensor.Width];
        private readonly float[] eventStepPx = Unknown(set.Sensor.Width * rows);
        private bool started;

        public EventKeys Events { get; } = new();

        public Span<float> EventStepPx => eventStepPx;

        public void Run(LineMotion motion, int fromUs, List<int> times)
        {
            Events.Clear();
            if (!started)
            {
                Look(motion.At(fromUs), y => pixels.Start(y, logIntensity, sensor.PhaseKey));
                started = true;
            }

            int lastUs = fromUs;
            foreach (int toUs in times)
            {
                int stepFromUs = lastUs, before = Events.Count;
                Look(motion.At(toUs), y => pixels.Step(y, stepFromUs, toUs, logIntensity, Events));
                NoteSteps(before);
                lastUs = toUs;
            }
        }

        private static float[] Unknown(int length)
        {
            float[] values = new float[length];
            Array.Fill(values, float.NaN);
            return values;
        }

        /// <summary>Renders every row of the band as seen from a place and hands it on.</summary>
        private void Look(double place, Action<int> row)
        {
            for (int y = Math.Max(0, top - 1); y < Math.Min(set.Size.Height, top + rows + 1); y++)
            {
                Span<float> steps = known.AsSpan((y - top + 1) * columns, columns);
                warp.Known(place, y, ViewRenderer.ColumnsAPixel, steps, scratch);
                if (y < top || y >= top + rows)
                {
                    continue;
                }

                steps.CopyTo(filled);
                warp.Fill(filled);
                renderer.Row(place, y, filled, light);
                LogIntensity.Of(light, sensor.Traits.DarkLevel, logIntensity);
                row(y);
            }
        }

        /// <summary>Notes the steps of the events from an index on: the nearest surface of the pixel's 3x3 neighbourhood at the end of their frame.</summary>
        private void NoteSteps(int from)
        {
            for (int i = from; i < Events.Count; i++)
            {
                (int x, int y) = Events.PixelAt(i);
                int centre = set.FirstColumn + x;
                int left = Math.Max(centre - 1, 0) * ViewRenderer.ColumnsAPixel, right = Math.Min(centre + 2, set.Size.Width) * ViewRenderer.ColumnsAPixel;
                float nearest = float.NaN;
                for (int row = y - top; row <= y - top + 2; row++)
                {
                    foreach (float step in known.AsSpan((row * columns) + left, right - left))
                    {
                        // Of a number and NaN, MaxNumber gives the number.
                        nearest = float.MaxNumber(nearest, step);
                    }
                }

                eventStepPx[((y - top) * set.Sensor.Width) + x] = nearest;
            }
        }
    }
}
