using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>Ground truth of the left camera at a place of the line: depth, and what of it the right camera cannot see.</summary>
/// <param name="set">The scene.</param>
/// <param name="warp">Its steps from any place.</param>
/// <param name="apart">How many views further on the right camera is.</param>
/// <param name="rig">The rig whose depth is given.</param>
internal sealed class ViewTruth(ViewSet set, ViewWarp warp, double apart, StereoGeometry rig)
{
    private readonly float[] depthM = new float[set.Sensor.Pixels];
    private readonly byte[] occluded = new byte[set.Sensor.Pixels];

    /// <summary>The rig.</summary>
    public StereoGeometry Rig => rig;

    /// <summary>Depth in metres, [H, W], NaN where unknown.</summary>
    public Span<float> DepthM => depthM;

    /// <summary>1 where the surface point is outside the right image or behind something nearer in it, [H, W].</summary>
    public ReadOnlySpan<byte> Occluded => occluded;

    /// <summary>Looks from a place of the left camera.</summary>
    public void Look(double place)
    {
        float[] left = warp.Map(place, filled: false), right = warp.Map(place + apart, filled: true);
        SensorSize sensor = set.Sensor;
        for (int i = 0; i < depthM.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, sensor.Width);
            int row = (y * set.Size.Width) + set.FirstColumn;
            float step = left[row + x];
            int to = float.IsNaN(step) ? x : (int)Math.Round(x - (step * apart));
            occluded[i] = (byte)(to < 0 || right[row + to] > step + (2 * set.JoinPx) ? 1 : 0);
            depthM[i] = step;
        }

        ToDepth(depthM);
    }

    /// <summary>Turns steps, px, into the rig's depth at the cameras' disparity, in place.</summary>
    public void ToDepth(Span<float> stepPx)
    {
        foreach (ref float value in stepPx)
        {
            value = rig.DepthM((float)(value * apart));
        }
    }
}
