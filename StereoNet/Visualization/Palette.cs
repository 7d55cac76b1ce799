using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>The colours of all pictures.</summary>
public static class Palette
{
    /// <summary>Around the panels.</summary>
    public static readonly Scalar Paper = Scalar.FromRgb(24, 26, 30);

    /// <summary>Text and ticks.</summary>
    public static readonly Scalar Ink = Scalar.FromRgb(222, 224, 228);

    /// <summary>A pixel without an event, among events.</summary>
    public static readonly Vec3b Blank = new(52, 48, 46);

    /// <summary>A pixel without a value in a map: no event, no prediction, no ground truth. A grey that neither <see cref="Disparity"/> nor <see cref="Error"/> comes near, and both their ends stand out from.</summary>
    public static readonly Vec3b Missing = new(94, 91, 89);

    /// <summary>Brighter: an event of polarity 1.</summary>
    public static readonly Vec3b On = new(70, 170, 255);

    /// <summary>Darker: an event of polarity -1.</summary>
    public static readonly Vec3b Off = new(255, 150, 80);

    /// <summary>A hole: ground truth is known, and the method gave no answer.</summary>
    public static readonly Vec3b Hole = new(200, 60, 200);

    /// <summary>256 colours of Turbo (Mikhailov 2019), for disparity: near is red, far is blue.</summary>
    public static IReadOnlyList<Vec3b> Disparity { get; } = Table(ColormapTypes.Turbo);

    /// <summary>256 colours of Inferno, for errors: dark is right, bright is wrong.</summary>
    public static IReadOnlyList<Vec3b> Error { get; } = Table(ColormapTypes.Inferno);

    private static Vec3b[] Table(ColormapTypes map)
    {
        using Mat levels = Mat.FromPixelData(1, 256, MatType.CV_8UC1, Enumerable.Range(0, 256).Select(level => (byte)level).ToArray());
        using Mat colors = new();
        Cv2.ApplyColorMap(levels, colors, map);
        return colors.GetArray(out Vec3b[] table) ? table : [];
    }
}
