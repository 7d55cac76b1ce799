namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A body as one camera sees it at one instant. Rays are those of <see cref="CameraModel"/>; depth is along the optical axis.</summary>
internal abstract class PlacedBody(CameraModel camera, Pose pose)
{
    public CameraModel Camera { get; } = camera;

    /// <summary>From the body's frame to the rig's.</summary>
    public Pose Pose { get; } = pose;

    /// <summary>The pixels it may cover.</summary>
    public abstract PixelBox Bounds { get; }

    /// <summary>
    /// Traces the pixel centres of row <paramref name="y"/> from column <paramref name="left"/>: where the body is nearer than
    /// <paramref name="depthM"/>, puts its depth and <paramref name="id"/> + face there.
    /// </summary>
    public abstract void TraceRow(int y, int left, Span<double> depthM, Span<int> ids, int id);

    /// <summary>The light that the pixels from column <paramref name="left"/> of row <paramref name="y"/> receive, all on one face.</summary>
    public abstract void ShadeRow(int y, int left, ReadOnlySpan<double> depthM, int face, Span<float> light);

    /// <summary>Depth along the ray through image point (u, v), infinity where the body is not.</summary>
    public abstract double Trace(double u, double v, out int face);

    /// <summary>The light from image point (u, v), which <see cref="Trace"/> found at <paramref name="depthM"/>.</summary>
    public abstract float Shade(double u, double v, double depthM, int face);

    /// <summary>An upper bound of how far, in px, any visible point of the body moves on the image until <paramref name="next"/>.</summary>
    public abstract double MovesPx(PlacedBody next);
}
