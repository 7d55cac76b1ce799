using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>Exact ground truth of the ideal rig by ray casting: the left camera's depth, and what of it the right one cannot see.</summary>
internal sealed class DepthMap
{
    // A right ray meets the very surface that the left one did up to rounding; anything nearer than this part hides it.
    private const double SameSurface = 1e-6;

    private readonly Scene scene;
    private readonly CameraModel left;
    private readonly CameraModel right;

    public DepthMap(Scene scene)
    {
        this.scene = scene;
        left = scene.Camera(CameraSide.Left);
        right = scene.Camera(CameraSide.Right, ideal: true);
    }

    /// <summary>
    /// Fills depth in metres (NaN where no surface is) and the mask of hidden pixels (1 where the surface point is outside the
    /// right image or behind something nearer there; 0 elsewhere) at a time of the recording.
    /// </summary>
    public void Render(double seconds, Span<float> depthM, Span<byte> occluded)
    {
        PlacedBody[] fromLeft = scene.Place(left, seconds);
        PlacedBody[] fromRight = scene.Place(right, seconds);
        int width = scene.Sensor.Width;
        double[] depth = new double[width];
        int[] ids = new int[width];
        for (int y = 0; y < scene.Sensor.Height; y++)
        {
            Array.Fill(depth, double.PositiveInfinity);
            foreach (PlacedBody body in fromLeft)
            {
                body.TraceRow(y, 0, depth, ids, 0);
            }

            for (int x = 0; x < width; x++)
            {
                int pixel = (y * width) + x;
                bool known = double.IsFinite(depth[x]);
                depthM[pixel] = known ? (float)depth[x] : float.NaN;
                occluded[pixel] = known && IsHidden(fromRight, x, y, depth[x]) ? (byte)1 : (byte)0;
            }
        }
    }

    private bool IsHidden(PlacedBody[] fromRight, int x, int y, double depthM)
    {
        double u = x - (scene.FocalPx * scene.BaselineM / depthM);
        if (u < -0.5)
        {
            return true;
        }

        foreach (PlacedBody body in fromRight)
        {
            PixelBox bounds = body.Bounds;
            if (u >= bounds.Left - 1 && u <= bounds.Right && y >= bounds.Top - 1 && y <= bounds.Bottom
                && body.Trace(u, y, out _) < depthM * (1 - SameSurface))
            {
                return true;
            }
        }

        return false;
    }
}
