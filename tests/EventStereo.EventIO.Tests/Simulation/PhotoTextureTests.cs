using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class PhotoTextureTests
{
    [Fact]
    public void Photograph_becomes_reflectance_mirrored_in_both_directions()
    {
        using ScratchFolder folder = new();
        WritePgm(folder.File("photo.pgm"), 2, 2, [0, 255, 128, 64]);
        MipTexture texture = PhotoTexture.Read(folder.File("photo.pgm"), 4);

        // 0.02 + 0.98 (grey / 255)^2.2
        float black = 0.02f, white = 1, middle = 0.2351f, dark = 0.0670f;
        float[] expected =
        [
            black, white, white, black,
            middle, dark, dark, middle,
            middle, dark, dark, middle,
            black, white, white, black,
        ];
        float[] actual = [.. Enumerable.Range(0, 16).Select(i => texture.Sample((i % 4) + 0.5, (i / 4) + 0.5, 1))];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void Middle_square_of_a_wide_photograph_is_taken()
    {
        using ScratchFolder folder = new();
        WritePgm(folder.File("wide.pgm"), 6, 2, [0, 0, 255, 255, 0, 0, 0, 0, 255, 255, 0, 0]);
        Assert.True(PhotoTexture.Read(folder.File("wide.pgm"), 4).Mean > 0.999f);
    }

    [Fact]
    public void File_that_is_no_picture_is_told_by_its_path()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder.File("text.png"), "no picture");
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => PhotoTexture.Read(folder.File("text.png"), 64));
        Assert.Contains("text.png", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scene_of_photographs_makes_events()
    {
        using ScratchFolder folder = new();
        byte[] grey = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)CounterRandom.Bits(3, (ulong)i))];
        WritePgm(folder.File("noise.pgm"), 64, 64, grey);
        SceneConfig scene = new() { Photographs = [folder.File("noise.pgm")], PhotographShare = 1, PlainShapeShare = 0 };
        MemorySink sink = new();
        StereoSimulator.Run(new SimulationConfig { DurationMs = 50, Scene = scene }, 1, sink, threads: 2);
        Assert.True(sink.Left.Count > 1000);
    }

    private static void WritePgm(string path, int width, int height, byte[] grey) =>
        File.WriteAllBytes(path, [.. System.Text.Encoding.ASCII.GetBytes($"P5\n{width} {height}\n255\n"), .. grey]);
}
