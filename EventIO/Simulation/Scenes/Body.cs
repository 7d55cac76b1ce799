using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A shape with its texture and its motion through the world.</summary>
internal abstract class Body(BodyMotion motion, MipTexture texture, double texelsPerM)
{
    public BodyMotion Motion { get; } = motion;

    public MipTexture Texture { get; } = texture;

    /// <summary>Texels of the texture a metre of surface.</summary>
    public double TexelsPerM { get; } = texelsPerM;

    /// <summary>Puts a shape into the world.</summary>
    public static Body Of<TShape>(TShape shape, BodyMotion motion, MipTexture texture, double texelsPerM)
        where TShape : struct, IShape => new ShapedBody<TShape>(shape, motion, texture, texelsPerM);

    /// <summary>The body before a camera, at a pose in the rig's frame.</summary>
    public abstract PlacedBody Place(CameraModel camera, in Pose pose, Lighting light);

    private sealed class ShapedBody<TShape>(TShape shape, BodyMotion motion, MipTexture texture, double texelsPerM)
        : Body(motion, texture, texelsPerM)
        where TShape : struct, IShape
    {
        public override PlacedBody Place(CameraModel camera, in Pose pose, Lighting light) =>
            new PlacedBody<TShape>(this, shape, camera, pose, light);
    }
}
