using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class FramePlannerTests
{
    [Fact]
    public void Wall_at_100_px_a_second_is_rendered_about_200_times_a_second()
    {
        FramePlanner planner = new(TestScenes.Of(TestScenes.Wall(5, columnsPerS: 100)), TestScenes.Of().Camera(CameraSide.Left), 0.5, 5000);
        IReadOnlyList<SceneFrame> frames = planner.Until(1_000_000);

        // 100 px in steps of at most half a pixel: 200; the margin of the bound and of the aim takes a tenth.
        Assert.InRange(frames.Count, 200, 225);
        Assert.Equal(1_000_000, frames[^1].ToUs);
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(pair.First.ToUs, pair.Second.FromUs));
    }

    [Fact]
    public void Resting_scene_is_rendered_at_the_longest_step_and_has_no_changed_pixel()
    {
        FramePlanner planner = new(TestScenes.Of(TestScenes.Wall(5)), TestScenes.Of().Camera(CameraSide.Left), 0.5, 5000);
        IReadOnlyList<SceneFrame> frames = planner.Until(100_000);
        Assert.Equal(20, frames.Count);
        Assert.All(frames, frame => Assert.Empty(frame.Changed));
    }

    [Fact]
    public void No_visible_point_of_random_scenes_moves_further_than_half_a_pixel_between_frames()
    {
        int seen = 0;
        foreach (int seed in Enumerable.Range(0, 24))
        {
            string preset = seed % 4 == 0 ? "mvsec" : "training";
            Scene scene = SceneBuilder.Build(SimulationPresets.Find(preset), new RandomStream((ulong)seed + 100));
            CameraSide side = (CameraSide)(seed & 1);
            FramePlanner planner = new(scene, scene.Camera(side), 0.5, 5000);
            PlacedBody[] before = planner.Last.Bodies;
            foreach (SceneFrame frame in planner.Until(40_000))
            {
                seen += CheckPoints(before, frame.Bodies, seed);
                before = frame.Bodies;
            }
        }

        Assert.True(seen > 20_000, $"only {seen} points were seen");
    }

    /// <summary>Follows the surface points at a lattice of pixels from one frame to the next by the bodies' poses alone.</summary>
    private static int CheckPoints(PlacedBody[] before, PlacedBody[] after, int seed)
    {
        CameraModel camera = before[0].Camera;
        int seen = 0;
        for (int y = 0; y < camera.Sensor.Height; y += 23)
        {
            for (int x = 0; x < camera.Sensor.Width; x += 19)
            {
                int body = Enumerable.Range(0, before.Length).MinBy(i => before[i].Trace(x, y, out _));
                double depth = before[body].Trace(x, y, out _);
                if (!double.IsFinite(depth))
                {
                    continue;
                }

                Vec3 point = camera.Origin + (depth * (camera.D0 + (x * camera.Du) + (y * camera.Dv)));
                Vec3 moved = (after[body].Pose * before[body].Pose.Inverse()).Apply(point);
                (double u, double v) = camera.Project(moved);
                double distance = Math.Sqrt(((u - x) * (u - x)) + ((v - y) * (v - y)));
                Assert.True(distance <= 0.5, $"seed {seed}: the point at {x}, {y} moved {distance} px");
                seen++;
            }
        }

        return seen;
    }
}
