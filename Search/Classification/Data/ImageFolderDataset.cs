using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace EventStereo.Search.Classification.Data;

/// <summary>PNG images in one folder a class, read when they are asked for. All are of the size of the first.</summary>
public sealed class ImageFolderDataset : ImageDataset
{
    private const int MaxSide = 1 << 14, HeadBytes = 24, TailBytes = 12;

    /// <summary>Largest file that is read, in bytes.</summary>
    private const long MaxBytes = 1 << 28;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly ClassFolders folders;
    private readonly bool grey;

    private ImageFolderDataset(string folder, ClassFolders folders, bool grey)
    {
        Source = folder;
        this.folders = folders;
        this.grey = grey;
        (int height, int width) = SizeOf(folders.Files[0], Content(folders.Files[0]));
        Shape = new SampleShape(1, grey ? 1 : 3, height, width);
    }

    /// <inheritdoc/>
    public override string Source { get; }

    /// <inheritdoc/>
    public override int Count => folders.Files.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => folders.Classes;

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <summary>Lists the images of <paramref name="folder"/>; as <paramref name="grey"/> they have one channel, else red, green and blue.</summary>
    /// <exception cref="InvalidDataException">It is no data set in folders, or its first image is damaged.</exception>
    public static ImageFolderDataset Open(string folder, bool grey = false) => new(folder, ClassFolders.List(folder, ".png"), grey);

    /// <inheritdoc/>
    public override int LabelOf(int index) => folders.Labels[index];

    /// <inheritdoc/>
    public override LabelledSample Read(int index)
    {
        string path = folders.Files[index];
        byte[] content = Content(path);
        (int height, int width) = SizeOf(path, content);
        if (height != Shape.Height || width != Shape.Width)
        {
            throw new InvalidDataException($"{path}: an image of {width}x{height}; those before it are of {Shape.Width}x{Shape.Height}");
        }

        using Mat image = Cv2.ImDecode(content, grey ? ImreadModes.Grayscale : ImreadModes.Color);
        return image.Rows == height && image.Cols == width
            ? new LabelledSample(Planes(image), folders.Labels[index])
            : throw new InvalidDataException($"{path}: damaged; its pixels cannot be decoded");
    }

    private static byte[] Content(string path)
    {
        long length = new FileInfo(path).Length;
        return length <= MaxBytes
            ? File.ReadAllBytes(path)
            : throw new InvalidDataException($"{path}: {length} bytes are more than an image here may have ({MaxBytes})");
    }

    /// <summary>Rows and columns by the file's head, so that nothing is decoded that is no image of a sensible size; a file without an end is refused too, as decoders fill what is missing.</summary>
    private static (int Height, int Width) SizeOf(string path, ReadOnlySpan<byte> content)
    {
        if (content.Length < HeadBytes + TailBytes || !content.StartsWith(Signature) || !content[12..].StartsWith("IHDR"u8))
        {
            throw new InvalidDataException($"{path}: not a PNG image");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(content[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(content[20..]);
        if (width is 0 or > MaxSide || height is 0 or > MaxSide)
        {
            throw new InvalidDataException($"{path}: offset 16: an image of {width}x{height}; sides are 1 to {MaxSide}");
        }

        return content[^8..^4].SequenceEqual("IEND"u8)
            ? ((int)height, (int)width)
            : throw new InvalidDataException($"{path}: offset {content.Length}: the image ends before its last part");
    }

    /// <summary>Interleaved blue, green, red (or grey) bytes as planes of red, green, blue from 0 to 1.</summary>
    private static float[] Planes(Mat image)
    {
        int channels = image.Channels(), pixels = image.Rows * image.Cols;
        byte[] bytes = new byte[pixels * channels];
        for (int row = 0; row < image.Rows; row++)
        {
            Marshal.Copy(image.Ptr(row), bytes, row * image.Cols * channels, image.Cols * channels);
        }

        float[] planes = new float[bytes.Length];
        for (int i = 0; i < pixels; i++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                planes[(channel * pixels) + i] = bytes[(i * channels) + channels - 1 - channel] / 255f;
            }
        }

        return planes;
    }
}
