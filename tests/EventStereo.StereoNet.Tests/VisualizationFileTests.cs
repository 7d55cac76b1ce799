using System.Buffers.Binary;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class VisualizationFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eventstereo-").FullName;

    [Fact]
    public void Png_holds_the_picture()
    {
        string path = Path.Combine(folder, "new", "picture.png");
        using Mat image = Noise(1);
        PngFile.Write(image, path);
        using Mat back = Cv2.ImRead(path);

        AssertSame(image, back);
    }

    [Fact]
    public void Animation_holds_every_frame_and_a_plain_viewer_sees_the_first()
    {
        string path = Path.Combine(folder, "animation.png");
        Mat[] frames = [Noise(1), Noise(2), Noise(3)];
        using (AnimatedPng animation = new(path, frameMs: 50))
        {
            Array.ForEach(frames, animation.Add);
            Assert.False(File.Exists(path));
            animation.Complete();
        }

        PngChunk[] chunks = [.. PngChunk.Read(File.ReadAllBytes(path))];
        using Mat plain = Cv2.ImRead(path);
        AssertSame(frames[0], plain);
        Assert.Equal(["IHDR", "acTL", "fcTL"], chunks[..3].Select(chunk => chunk.Type));
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32BigEndian(chunks[1].Data.Span));
        Assert.Equal("IEND", chunks[^1].Type);
        PngChunk[] numbered = [.. chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT")];
        Assert.Equal(Enumerable.Range(0, numbered.Length), numbered.Select(chunk => (int)BinaryPrimitives.ReadUInt32BigEndian(chunk.Data.Span)));
        for (int i = 1; i < frames.Length; i++)
        {
            using Mat frame = Cv2.ImDecode(FrameAsFile(chunks, i), ImreadModes.Color);
            AssertSame(frames[i], frame);
        }

        Array.ForEach(frames, frame => frame.Dispose());
    }

    [Fact]
    public void Checksum_is_the_one_of_the_standard()
    {
        using MemoryStream stream = new();
        new PngChunk("IEND", default).Write(stream);

        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], stream.ToArray());
    }

    [Fact]
    public void Abandoned_animation_leaves_nothing_behind()
    {
        using (AnimatedPng animation = new(Path.Combine(folder, "animation.png"), frameMs: 50))
        {
            using Mat frame = Noise(1);
            animation.Add(frame);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Frames_of_unlike_size_and_empty_animations_are_refused()
    {
        using AnimatedPng animation = new(Path.Combine(folder, "animation.png"), frameMs: 50);
        Assert.Throws<InvalidOperationException>(animation.Complete);
        using Mat first = Noise(1);
        using Mat other = new(3, 3, MatType.CV_8UC3, Scalar.White);
        animation.Add(first);

        Assert.Throws<ArgumentException>(() => animation.Add(other));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Frame <paramref name="index"/> (1 or more) of an animation as a file of its own.</summary>
    private static byte[] FrameAsFile(PngChunk[] chunks, int index)
    {
        int at = chunks.Index().Where(chunk => chunk.Item.Type == "fcTL").ElementAt(index).Index;
        using MemoryStream file = new();
        file.Write(PngChunk.Signature);
        chunks[0].Write(file);
        for (int i = at + 1; chunks[i].Type == "fdAT"; i++)
        {
            new PngChunk("IDAT", chunks[i].Data[4..]).Write(file);
        }

        new PngChunk("IEND", default).Write(file);
        return file.ToArray();
    }

    private static Mat Noise(int seed)
    {
        Mat image = new(40, 50, MatType.CV_8UC3);
        new Random(seed).NextBytes(image.AsSpan<byte>());
        return image;
    }

    private static void AssertSame(Mat expected, Mat actual)
    {
        Assert.True(expected.GetArray(out byte[] first));
        Assert.True(actual.GetArray(out byte[] second));
        Assert.Equal(first, second);
    }
}
