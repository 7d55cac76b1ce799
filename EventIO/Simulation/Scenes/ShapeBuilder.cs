using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>Draws the shapes: flat ones (rectangles, ellipses, polygons) and solids (ellipsoids, boxes, cylinders).</summary>
internal sealed class ShapeBuilder(SceneDraft draft, BackgroundBuilder background)
{
    private const int TextureSize = 256;

    // Nothing is thinner than this many pixels to either side of its axis, or rays would miss it now and then.
    private const double ThinnestPx = 0.8;

    // A solid reaches at most this part of its distance from its centre, so that it stays well before the rig.
    private const double SolidPart = 0.3;

    // Centres lie within this part of the image, so that most shapes are seen by both cameras.
    private const double PlacedPart = 0.8;

    // Shapes sway by at most this part of the image.
    private const double SwayPart = 0.35;

    // Shapes keep this much before the background, in parts of its disparity.
    private const double Clearance = 1.1;

    /// <summary>The largest disparity that the centre of a shape reaches, in px; 0 without shapes.</summary>
    public double NearestDisparityPx { get; private set; }

    public void Add(RandomStream random, bool somethingElseMoves)
    {
        SceneConfig scene = draft.Config;
        int count = random.Count(scene.Shapes);
        for (int i = 0; i < count; i++)
        {
            RandomStream own = random.Split((ulong)i);
            bool moving = own.Chance(scene.MovingShapeShare) || (i == 0 && !somethingElseMoves);
            AddShape(own, moving);
        }
    }

    private void AddShape(RandomStream random, bool moving)
    {
        SceneConfig scene = draft.Config;
        double drawn = random.In(scene.ShapeDisparityPx);

        // Between the two views: what the left camera sees at column c, the right one sees at c - d.
        double column = (PlacedPart * (random.Unit() - 0.5) * draft.Sensor.Width) + (drawn / 2);
        double row = PlacedPart * (random.Unit() - 0.5) * draft.Sensor.Height;
        double behind = Clearance * background.DisparityPx(column, row);
        double disparity = Math.Max(drawn, behind);
        BodyMotion motion = new(new Curve(column), new Curve(row), new Curve(disparity));
        int kind = random.Index(6);
        bool flat = kind < 3;
        double tilt = flat ? 0.6 : Math.PI;
        motion = motion with
        {
            Rest = Rotation.FromAngles(tilt * ((2 * random.Unit()) - 1), tilt * ((2 * random.Unit()) - 1), random.Angle()),
        };
        if (moving)
        {
            motion = Moving(random, motion, behind, flat);
        }

        NearestDisparityPx = Math.Max(NearestDisparityPx, disparity + Math.Abs(motion.DisparityPx.Amplitude));
        MipTexture texture = random.Chance(scene.PlainShapeShare)
            ? MipTexture.Uniform(ProceduralTexture.Grey(random))
            : draft.Textures.Draw(TextureSize, random);
        double metresPerPx = draft.MetresPerPx(disparity);
        draft.Bodies.Add(Shape(random, kind, metresPerPx, motion, texture, 1 / (metresPerPx * random.In(scene.TexelPx))));
    }

    private BodyMotion Moving(RandomStream random, BodyMotion rest, double behind, bool flat)
    {
        SceneConfig scene = draft.Config;
        (double sin, double cos) = Math.SinCos(random.Angle());
        double speed = random.LogIn(scene.ShapeSpeedPxPerS);
        double disparity = rest.DisparityPx.Mean;
        double room = Math.Max(0, Math.Min(disparity - behind, scene.ShapeDisparityPx.Max - disparity));
        return rest with
        {
            ColumnPx = Sway(rest.ColumnPx.Mean, speed * cos).Limit(SwayPart * draft.Sensor.Width),
            RowPx = Sway(rest.RowPx.Mean, speed * sin).Limit(SwayPart * draft.Sensor.Height),
            DisparityPx = Sway(disparity, random.In(scene.DisparityDriftPxPerS)).Limit(room),
            Pitch = Turn(),
            Yaw = Turn(),
            Roll = new Curve(0, Spin() * random.Sign()),
        };

        // A flat shape sways about its two other axes so as never to be seen edge-on; a solid turns on.
        Curve Turn() => flat ? Sway(0, Spin()).Limit(0.5) : new Curve(0, Spin() * random.Sign());

        double Spin() => double.DegreesToRadians(random.In(scene.SpinDegreesPerS));

        Curve Sway(double mean, double peakPerS) => Curve.Sway(mean, peakPerS, random.LogIn(scene.SwayHz), random.Angle());
    }

    private Body Shape(RandomStream random, int kind, double metresPerPx, BodyMotion motion, MipTexture texture, double texelsPerM)
    {
        double longPx = random.LogIn(draft.Config.ShapeRadius) * draft.Sensor.Height;
        if (kind >= 3)
        {
            longPx = Math.Min(longPx, SolidPart * draft.FocalPx);
        }

        double half = longPx * metresPerPx;
        double side = Math.Max(longPx * random.In(draft.Config.ShapeAspect), ThinnestPx) * metresPerPx;
        double depth = half + ((side - half) * random.Unit());
        return kind switch
        {
            0 => Body.Of(PolygonPatch.Rectangle(half, side), motion, texture, texelsPerM),
            1 => Body.Of(new EllipsePatch(half, side), motion, texture, texelsPerM),
            2 => Body.Of(Polygon(random, half), motion, texture, texelsPerM),
            3 => Body.Of(new EllipsoidShape(half, side, depth), motion, texture, texelsPerM),
            4 => Body.Of(new BoxShape(half / Math.Sqrt(3), side / Math.Sqrt(3), depth / Math.Sqrt(3)), motion, texture, texelsPerM),
            _ => Body.Of(new CylinderShape(side / Math.Sqrt(2), half / Math.Sqrt(2)), motion, texture, texelsPerM),
        };
    }

    /// <summary>A star-shaped polygon of 3 to 8 corners.</summary>
    private static PolygonPatch Polygon(RandomStream random, double radius)
    {
        int corners = 3 + random.Index(6);
        double[] xs = new double[corners], ys = new double[corners];
        double turn = random.Angle();
        for (int i = 0; i < corners; i++)
        {
            (double sin, double cos) = Math.SinCos(turn + (2 * Math.PI * (i + (0.6 * (random.Unit() - 0.5))) / corners));
            double reach = radius * (0.4 + (0.6 * random.Unit()));
            (xs[i], ys[i]) = (reach * cos, reach * sin);
        }

        return new PolygonPatch(xs, ys);
    }
}
