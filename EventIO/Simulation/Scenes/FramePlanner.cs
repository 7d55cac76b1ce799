namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// Chooses the instants at which one camera's frames are rendered: as far apart as the allowance, but never so far that a
/// visible point moves by more than the given part of a pixel in between.
/// </summary>
internal sealed class FramePlanner
{
    // Aim a little under the limit, so that most first guesses hold.
    private const double Aim = 0.95;

    private readonly Scene scene;
    private readonly CameraModel camera;
    private readonly double maxStepPx;
    private readonly int maxStepUs;
    private SceneFrame last;
    private double guessUs;

    public FramePlanner(Scene scene, CameraModel camera, double maxStepPx, int maxStepUs)
    {
        this.scene = scene;
        this.camera = camera;
        this.maxStepPx = maxStepPx;
        this.maxStepUs = maxStepUs;
        guessUs = maxStepUs;
        last = new SceneFrame(0, 0, scene.Place(camera, 0), [new(0, 0, camera.Sensor.Width, camera.Sensor.Height)]);
    }

    /// <summary>The frame at time 0, or the last that <see cref="Until"/> gave.</summary>
    public SceneFrame Last => last;

    /// <summary>Frames from the end of the last one up to exactly <paramref name="untilUs"/>.</summary>
    public IReadOnlyList<SceneFrame> Until(int untilUs)
    {
        List<SceneFrame> frames = [];
        while (last.ToUs < untilUs)
        {
            last = Next(untilUs);
            frames.Add(last);
        }

        return frames;
    }

    /// <summary>How far, in px, the visible points may move between two placements.</summary>
    public static double MovesPx(PlacedBody[] before, PlacedBody[] after)
    {
        double largest = 0;
        for (int i = 0; i < before.Length; i++)
        {
            largest = ReferenceEquals(before[i], after[i]) ? largest : Math.Max(largest, before[i].MovesPx(after[i]));
        }

        return largest;
    }

    private SceneFrame Next(int untilUs)
    {
        int stepUs = Math.Max(1, (int)Math.Min(guessUs, maxStepUs));
        while (true)
        {
            int toUs = Math.Min(last.ToUs + stepUs, untilUs);
            PlacedBody[] bodies = scene.Place(camera, toUs * 1e-6, last.Bodies);
            double moves = MovesPx(last.Bodies, bodies);
            int triedUs = toUs - last.ToUs;
            guessUs = moves > 0 ? Math.Min(maxStepUs, Aim * maxStepPx / moves * triedUs) : maxStepUs;
            if (moves <= maxStepPx || triedUs == 1)
            {
                return new SceneFrame(last.ToUs, toUs, bodies, ChangedBetween(last.Bodies, bodies));
            }

            stepUs = Math.Max(1, Math.Min((int)guessUs, triedUs - 1));
        }
    }

    private static List<PixelBox> ChangedBetween(PlacedBody[] before, PlacedBody[] after)
    {
        List<PixelBox> changed = [];
        for (int i = 0; i < before.Length; i++)
        {
            if (!ReferenceEquals(before[i], after[i]))
            {
                // One more on each side: an outline is drawn over the pixels that it touches.
                PixelBox.Join(changed, before[i].Bounds.Union(after[i].Bounds).Grow(1));
            }
        }

        return changed;
    }
}
