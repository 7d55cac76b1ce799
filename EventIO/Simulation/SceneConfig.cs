using System.Text.Json.Serialization;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// The scene: one or more textured background planes and, before them, shapes that move. Depth is drawn as disparity,
/// uniformly, since that is what a stereo network has to tell apart.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SceneConfig
{
    /// <summary>How many background planes meet behind the shapes: 1 is a wall, 2 a wall and a floor, 3 a corner.</summary>
    public ValueRange BackgroundPlanes { get; init; } = new(1, 3);

    /// <summary>Disparity of the background in the middle of the image, in px. MVSEC: walls at 2 to 6 m.</summary>
    public ValueRange BackgroundDisparityPx { get; init; } = new(3.3, 10);

    /// <summary>Change of a background plane's disparity along the rows and columns, in px a px. 0 is fronto-parallel.</summary>
    public ValueRange BackgroundGradient { get; init; } = new(-0.04, 0.04);

    /// <summary>Share of background planes that have one colour and so make no events.</summary>
    public double PlainBackgroundShare { get; init; }

    /// <summary>Share of scenes whose background itself moves while the rig stands.</summary>
    public double MovingBackgroundShare { get; init; }

    /// <summary>Number of shapes.</summary>
    public ValueRange Shapes { get; init; } = new(2, 6);

    /// <summary>Disparity of a shape, in px; never behind the background. MVSEC: up to 37 px in its ground truth.</summary>
    public ValueRange ShapeDisparityPx { get; init; } = new(5, 30);

    /// <summary>Half a shape's larger side in parts of the image's height; log-uniform.</summary>
    public ValueRange ShapeRadius { get; init; } = new(0.05, 0.3);

    /// <summary>A shape's smaller side in parts of its larger; 0.05 makes thin rods and strips.</summary>
    public ValueRange ShapeAspect { get; init; } = new(0.1, 1);

    /// <summary>Share of shapes with one colour: only their outline makes events.</summary>
    public double PlainShapeShare { get; init; } = 0.3;

    /// <summary>Share of shapes that move by themselves.</summary>
    public double MovingShapeShare { get; init; } = 0.5;

    /// <summary>Peak speed of a moving shape over the image, in px/s; log-uniform.</summary>
    public ValueRange ShapeSpeedPxPerS { get; init; } = new(20, 300);

    /// <summary>Peak drift of a moving shape's disparity, in px/s.</summary>
    public ValueRange DisparityDriftPxPerS { get; init; } = new(0, 20);

    /// <summary>Peak turn of a moving shape in degrees a second, about each of its axes.</summary>
    public ValueRange SpinDegreesPerS { get; init; } = new(0, 90);

    /// <summary>Frequencies of a shape's swaying in Hz; log-uniform, one for each axis.</summary>
    public ValueRange SwayHz { get; init; } = new(0.2, 2);

    /// <summary>Size of a texture's picture element on the image, in px, where it stands at the start; 1 is as sharp as the sensor.</summary>
    public ValueRange TexelPx { get; init; } = new(0.7, 2);

    /// <summary>Share of reflected light that has no direction; the rest falls from one side. 1 is shadeless.</summary>
    public ValueRange AmbientShare { get; init; } = new(0.3, 1);

    /// <summary>Photographs for textures, as file paths; empty uses the built-in procedural textures alone.</summary>
    public IReadOnlyList<string> Photographs { get; init; } = [];

    /// <summary>Share of textures taken from <see cref="Photographs"/> where there are any.</summary>
    public double PhotographShare { get; init; } = 0.5;

    internal void Validate(ProblemList problems)
    {
        problems.Count("backgroundPlanes", BackgroundPlanes, 1, 6);
        problems.Range("backgroundDisparityPx", BackgroundDisparityPx, 0.1, 255);
        problems.Range("backgroundGradient", BackgroundGradient, -0.5, 0.5);
        problems.Number("plainBackgroundShare", PlainBackgroundShare, 0, 1);
        problems.Number("movingBackgroundShare", MovingBackgroundShare, 0, 1);
        problems.Count("shapes", Shapes, 0, 64);
        problems.Range("shapeDisparityPx", ShapeDisparityPx, 0.1, 255);
        problems.Range("shapeRadius", ShapeRadius, 0.005, 2);
        problems.Range("shapeAspect", ShapeAspect, 0.01, 1);
        problems.Number("plainShapeShare", PlainShapeShare, 0, 1);
        problems.Number("movingShapeShare", MovingShapeShare, 0, 1);
        problems.Range("shapeSpeedPxPerS", ShapeSpeedPxPerS, 0.001, 10_000);
        problems.Range("disparityDriftPxPerS", DisparityDriftPxPerS, 0, 1000);
        problems.Range("spinDegreesPerS", SpinDegreesPerS, 0, 3600);
        problems.Range("swayHz", SwayHz, 0.05, 50);
        problems.Range("texelPx", TexelPx, 0.1, 20);
        problems.Range("ambientShare", AmbientShare, 0.05, 1);
        problems.Number("photographShare", PhotographShare, 0, 1);
        problems.Check(Photographs is not null, "photographs: is null");
    }
}
