using EventStereo.StereoNet.Baselines;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>A method under evaluation: windows of one recording in order of time in, a disparity map of each out. It may remember.</summary>
public interface IStereoMethod
{
    /// <summary>What it is, in a few words.</summary>
    string Name { get; }

    /// <summary>Forgets what came before: another recording begins.</summary>
    void Reset();

    /// <summary>Disparity <c>x_left - x_right</c> in px at every pixel of the left camera, <c>[H, W]</c>, NaN for holes.</summary>
    float[] Estimate(StereoFrames frames);
}
