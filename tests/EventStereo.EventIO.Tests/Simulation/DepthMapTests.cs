using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class DepthMapTests
{
    private static readonly int Width = TestScenes.Sensor.Width;

    [Fact]
    public void Slanted_plane_has_its_analytic_depth_to_1e_5()
    {
        // d(u, v) = 6 + 0.05 (u - cu) - 0.03 (v - cv), Z = f b / d.
        const double PerColumn = 0.05, PerRow = -0.03, AtCentre = 6;
        Vec3 normal = new(PerColumn * TestScenes.FocalPx, PerRow * TestScenes.FocalPx, AtCentre);
        BodyMotion motion = new(default, default, new Curve(AtCentre)) { Rest = Rotation.WithNormal(normal) };
        Body plane = Body.Of(new PlaneShape(), motion, EventIO.Simulation.Textures.MipTexture.Uniform(0.5f), 1);
        float[] depthM = Render(TestScenes.Of(plane)).DepthM;
        for (int i = 0; i < depthM.Length; i++)
        {
            double u = (i % Width) - ((Width - 1) / 2.0), v = (i / Width) - ((TestScenes.Sensor.Height - 1) / 2.0);
            double expected = TestScenes.FocalPx * TestScenes.BaselineM / (AtCentre + (PerColumn * u) + (PerRow * v));
            Assert.Equal(expected, depthM[i], 1e-5);
        }
    }

    [Fact]
    public void Moving_wall_has_the_depth_of_the_instant()
    {
        // Disparity 10 + 20 t: at 50 ms 11, at 100 ms 12.
        Body wall = Body.Of(new PlaneShape(), new BodyMotion(default, default, new Curve(10, 20)), EventIO.Simulation.Textures.MipTexture.Uniform(0.5f), 1);
        MemorySink sink = TestScenes.Record(TestScenes.Of(wall));
        double product = TestScenes.FocalPx * TestScenes.BaselineM;
        Assert.All(sink.Depths[0].DepthM, depth => Assert.Equal(product / 11, depth, 1e-5));
        Assert.All(sink.Depths[1].DepthM, depth => Assert.Equal(product / 12, depth, 1e-5));
    }

    [Fact]
    public void Card_before_a_wall_hides_the_strip_to_its_left_of_their_difference_in_disparity()
    {
        // Wall at 5, card at 20 over columns 30.5 to 49.5 and rows 15.5 to 31.5. In the right image the card covers 10.5 to
        // 29.5, where the wall of columns 15.5 to 34.5 is: hidden are 16 to 30 beside the card, and 0 to 4 outside the image.
        double centreX = (Width - 1) / 2.0, centreY = (TestScenes.Sensor.Height - 1) / 2.0;
        Body card = TestScenes.Card(40 - centreX, 23.5 - centreY, 20, 9.5, 8, 0.9f);
        SimulatedDepth truth = Render(TestScenes.Of(TestScenes.Wall(5), card));
        for (int i = 0; i < truth.Occluded.Length; i++)
        {
            int x = i % Width, y = i / Width;
            bool cardRow = y is >= 16 and <= 31;
            bool onCard = cardRow && x is >= 31 and <= 49;
            bool hidden = x <= 4 || (cardRow && x is >= 16 and <= 30);
            Assert.Equal(onCard ? 0.5 : 2, truth.DepthM[i], 1e-5);
            Assert.True(hidden == (truth.Occluded[i] == 1), $"pixel {x}, {y}");
        }
    }

    [Fact]
    public void Events_that_a_moving_card_leaves_behind_keep_its_depth()
    {
        // Wall at 2, card at 10 that moves 8 px to the right in 50 ms: at the end the wall shows where its left edge was.
        MemorySink sink = TestScenes.Record(
            TestScenes.Of(TestScenes.Card(0, 0, 2, 400, 400, 0.2f), TestScenes.Card(0, 0, 10, 10, 8, 0.8f, columnsPerS: 160)), durationMs: 50);
        SimulatedDepth truth = Assert.Single(sink.Depths);
        HashSet<int> events = [.. Enumerable.Range(0, sink.Left.Count).Select(i => (sink.Left.Y[i] * Width) + sink.Left.X[i])];
        int leftBehind = 0;
        for (int i = 0; i < truth.EventDepthM.Length; i++)
        {
            Assert.Equal(events.Contains(i), !float.IsNaN(truth.EventDepthM[i]));
            if (events.Contains(i))
            {
                Assert.Equal(1, truth.EventDepthM[i], 1e-5f);
                leftBehind += truth.DepthM[i] > 2 ? 1 : 0;
            }
        }

        // 16 rows, 8 columns less the outline's own.
        Assert.InRange(leftBehind, 16 * 6, 16 * 9);
    }

    [Fact]
    public void Where_there_is_no_surface_depth_is_unknown_and_nothing_hidden()
    {
        SimulatedDepth truth = Render(TestScenes.Of(TestScenes.Card(0, 0, 10, 5, 5, 0.5f)));
        Assert.True(float.IsNaN(truth.DepthM[0]));
        Assert.Equal(0, truth.Occluded[0]);
        Assert.Equal(1f, truth.DepthM[(24 * Width) + 40], 1e-5f);
    }

    private static SimulatedDepth Render(Scene scene) => TestScenes.Record(scene, durationMs: 50).Depths[0];
}
