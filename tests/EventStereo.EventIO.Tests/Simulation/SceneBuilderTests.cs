using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class SceneBuilderTests
{
    [Theory]
    [InlineData("mvsec")]
    [InlineData("training")]
    public void No_plane_is_ever_crossed_by_a_camera(string preset)
    {
        // A camera that went through a plane would see it at no distance and infinitely fast.
        for (ulong seed = 0; seed < 30; seed++)
        {
            Scene scene = Build(preset, seed);
            foreach (CameraSide side in Enum.GetValues<CameraSide>())
            {
                CameraModel camera = scene.Camera(side);
                double[] before = [.. Distances(scene, camera, 0)];
                for (double seconds = 0.05; seconds < 3; seconds += 0.05)
                {
                    Assert.All(before.Zip(Distances(scene, camera, seconds)), pair => Assert.True(pair.First * pair.Second > 0, $"{preset}, seed {seed}, {seconds} s"));
                }
            }
        }
    }

    [Theory]
    [InlineData("mvsec")]
    [InlineData("training")]
    public void Something_moves_in_every_scene(string preset)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            Scene scene = Build(preset, seed);
            Assert.True(!scene.Rig.IsStatic || scene.Bodies.Any(body => !body.Motion.IsStatic));
        }
    }

    [Fact]
    public void Draws_stay_within_the_configured_ranges()
    {
        SimulationConfig config = SimulationPresets.Training;
        for (ulong seed = 0; seed < 60; seed++)
        {
            Scene scene = Build("training", seed);
            Assert.Contains(scene.Sensor, config.Sensors);
            Assert.InRange(scene.FocalPx, config.Rig.FocalPx.Min, config.Rig.FocalPx.Max);
            Assert.InRange(scene.FocalPx * scene.BaselineM, config.Rig.FocalTimesBaseline.Min, config.Rig.FocalTimesBaseline.Max);
            Assert.InRange(scene.RowOffsetPx, -2, 2);
            Assert.InRange(scene.LatencySeconds, -0.004, 0.004);
            int planes = scene.Bodies.Count(body => body.Place(scene.Camera(CameraSide.Left), Pose.Identity, scene.Light) is PlacedBody<PlaneShape>);
            Assert.InRange(planes, 1, 3);
            Assert.InRange(scene.Bodies.Count - planes, 1, 5);
            foreach (Body body in scene.Bodies.Skip(planes))
            {
                Curve disparity = body.Motion.DisparityPx;
                double nearest = disparity.Mean + Math.Abs(disparity.Amplitude);
                Assert.True(nearest <= Math.Max(config.Scene.ShapeDisparityPx.Max, disparity.Mean), $"a shape reaches {nearest} px");
            }
        }
    }

    [Fact]
    public void Scenes_of_different_seeds_differ_and_of_equal_seeds_do_not()
    {
        Scene one = Build("training", 5), again = Build("training", 5), other = Build("training", 6);
        Assert.Equal(one.FocalPx, again.FocalPx);
        Assert.Equal(one.Bodies.Select(body => body.Motion), again.Bodies.Select(body => body.Motion));
        Assert.NotEqual(one.FocalPx, other.FocalPx);
    }

    private static Scene Build(string preset, ulong seed) => SceneBuilder.Build(SimulationPresets.Find(preset), new RandomStream(seed));

    /// <summary>Signed distances of the camera from the background's planes, in metres.</summary>
    private static IEnumerable<double> Distances(Scene scene, CameraModel camera, double seconds) =>
        from placed in scene.Place(camera, seconds).OfType<PlacedBody<PlaneShape>>()
        select placed.Pose.R.Invert(camera.Origin - placed.Pose.T).Z;
}
