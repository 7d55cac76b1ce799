namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Ground truth as "Learning an Event Sequence Embedding for Dense Event-Based Deep Stereo" (Tulyakov et al., ICCV 2019)
/// keeps it: <c>round(7 * disparity)</c> in 8 bits, half to even, 255 for unknown and for all that does not fit. The rounding
/// alone costs depth: on average 0.7 cm at 2 m, 2.9 cm at 4 m for MVSEC's focal length times baseline of 19.94 px m.
/// </summary>
public static class DdesGroundTruth
{
    /// <summary>Steps a pixel.</summary>
    public const int StepsPerPx = 7;

    /// <summary>The stored value of an unknown disparity.</summary>
    public const byte Unknown = 255;

    private const float DepthOffsetPx = 1e-7f;
    private const float DepthOffsetM = 1e-15f;

    /// <summary>
    /// The stored value of the disparity at <paramref name="depthM"/>: <c>round(7 * focalTimesBaseline / (depthM + 1e-15))</c>, to the bit
    /// as the authors' converter makes it: its depth maps are float32, so numpy divides in float32.
    /// </summary>
    public static byte Encode(float depthM, double focalTimesBaseline) =>
        Store((float)(StepsPerPx * Math.Abs(focalTimesBaseline)) / (depthM + DepthOffsetM));

    /// <summary>The disparity in px that a stored value stands for; NaN for <see cref="Unknown"/>.</summary>
    public static float Decode(byte stored) => stored == Unknown ? float.NaN : (float)(stored / (double)StepsPerPx);

    /// <summary><paramref name="disparityPx"/> after storing and reading. What is rounded already stays as it is.</summary>
    public static float Round(float disparityPx) => Decode(Store(StepsPerPx * (double)disparityPx));

    /// <summary>
    /// Depth in metres of a disparity in px, <c>f B / (d + 1e-7)</c>, in float32 and by a reciprocal, as torch divides a number by a tensor.
    /// Nothing bounds it: the depth of 0 px is 2e8 m on MVSEC's rig.
    /// </summary>
    public static float DepthM(float disparityPx, double focalTimesBaseline) => 1f / (disparityPx + DepthOffsetPx) * (float)focalTimesBaseline;

    private static byte Store(double steps)
    {
        double rounded = Math.Round(steps, MidpointRounding.ToEven);
        return rounded is >= 0 and < Unknown ? (byte)rounded : Unknown;
    }
}
