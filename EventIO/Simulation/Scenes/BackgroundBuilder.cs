using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// Draws the background: a wall, and planes that run up to it from the image's sides as floors and side walls do. A plane
/// is an affine disparity over the image; where several lie on a ray the nearest is seen, so they meet in creases.
/// </summary>
internal sealed class BackgroundBuilder(SceneDraft draft, RigConfig rig)
{
    private const int TextureSize = 512;

    // The wall's disparity falls by at most this part towards the image's corners.
    private const double WallFall = 0.7;

    // Neither the rig nor a plane sways by more than this part of the distance between them along any axis.
    private const double FreePart = 0.25;

    private readonly List<(double AtCentre, double PerColumn, double PerRow)> planes = [];

    /// <summary>The wall's disparity in the middle of the image, in px.</summary>
    public double WallDisparityPx => planes[0].AtCentre;

    /// <summary>How far the rig may go in any direction, in metres, with every plane well before it.</summary>
    public double FreeM { get; private set; } = double.PositiveInfinity;

    /// <summary>The background's disparity at a place relative to the principal point, in px.</summary>
    public double DisparityPx(double column, double row) =>
        planes.Max(plane => plane.AtCentre + (plane.PerColumn * column) + (plane.PerRow * row));

    public void Add(RandomStream random, bool moving)
    {
        SceneConfig scene = draft.Config;
        int count = random.Count(scene.BackgroundPlanes);
        AddWall(random, moving);
        for (int i = 1; i < count; i++)
        {
            AddSide(random, moving);
        }
    }

    private void AddWall(RandomStream random, bool moving)
    {
        SceneConfig scene = draft.Config;
        double disparity = random.In(scene.BackgroundDisparityPx);
        double perColumn = random.In(scene.BackgroundGradient), perRow = random.In(scene.BackgroundGradient);
        double fall = ((Math.Abs(perColumn) * draft.Sensor.Width) + (Math.Abs(perRow) * draft.Sensor.Height)) / 2;
        double scale = Math.Min(1, WallFall * disparity / Math.Max(fall, 1e-9));
        AddPlane(random, 0, 0, disparity, scale * perColumn, scale * perRow, moving);
    }

    /// <summary>A plane that meets the background between the middle and a side of the image and comes nearer towards that side.</summary>
    private void AddSide(RandomStream random, bool moving)
    {
        (double sin, double cos) = Math.SinCos(random.Angle());
        double reach = Math.Min(draft.Sensor.Width, draft.Sensor.Height) / 2.0;
        double crease = reach * (0.2 + (0.7 * random.Unit()));
        double disparity = DisparityPx(crease * cos, crease * sin);
        double nearest = disparity + ((draft.Config.ShapeDisparityPx.Max - disparity) * 0.7 * random.Unit());
        double gradient = Math.Max(nearest - disparity, 0.1 * disparity) / reach;
        AddPlane(random, crease * cos, crease * sin, disparity, gradient * cos, gradient * sin, moving);
    }

    private void AddPlane(RandomStream random, double column, double row, double disparity, double perColumn, double perRow, bool moving)
    {
        double atCentre = disparity - (perColumn * column) - (perRow * row);
        planes.Add((atCentre, perColumn, perRow));

        // d(u, v) = f b / Z is affine in the ray ((u - cu)/f, (v - cv)/f, 1): the plane's normal by its coefficients, and its
        // distance by the normal's length.
        Vec3 normal = new(perColumn * draft.FocalPx, perRow * draft.FocalPx, atCentre);
        double freeM = FreePart * draft.FocalTimesBaseline / normal.Length;
        FreeM = Math.Min(FreeM, freeM);
        MipTexture texture = random.Chance(draft.Config.PlainBackgroundShare)
            ? MipTexture.Uniform(ProceduralTexture.Grey(random))
            : draft.Textures.Draw(TextureSize, random);
        double texelsPerM = 1 / (draft.MetresPerPx(disparity) * random.In(draft.Config.TexelPx));
        (Curve columns, Curve rows) = (new Curve(column), new Curve(row));
        if (moving)
        {
            (double sin, double cos) = Math.SinCos(random.Angle());
            double speed = random.LogIn(rig.TranslationPxPerS);
            double widest = freeM / draft.MetresPerPx(disparity);
            columns = Curve.Sway(column, speed * cos, random.LogIn(rig.SwayHz), random.Angle()).Limit(widest);
            rows = Curve.Sway(row, speed * sin, random.LogIn(rig.SwayHz), random.Angle()).Limit(widest);
        }

        BodyMotion motion = new(columns, rows, new Curve(disparity)) { Rest = Rotation.WithNormal(normal) };
        draft.Bodies.Add(Body.Of(new PlaneShape(), motion, texture, texelsPerM));
    }
}
