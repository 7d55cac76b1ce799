using System.Runtime.InteropServices;
using OpenCvSharp;

namespace EventStereo.Search.Classification.Data;

/// <summary>An image file in memory, looked through before anything is decoded: what it is, that it is whole, and that its pixels are of a sensible number.</summary>
internal readonly struct ImageFile
{
    /// <summary>Longest side, in pixels.</summary>
    public const int MaxSide = 1 << 14;

    /// <summary>Most pixels: an image of three bytes each then takes 192 MiB at most, whatever its file says.</summary>
    public const long MaxPixels = 1 << 26;

    /// <summary>Largest file that is read, in bytes.</summary>
    private const long MaxBytes = 1 << 28;

    private readonly byte[] content;

    private ImageFile(string path, byte[] content, (int Height, int Width) size) => (Path, this.content, Height, Width) = (path, content, size.Height, size.Width);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Reads a PNG image.</summary>
    /// <exception cref="InvalidDataException">It is none, ends too early, or is too large.</exception>
    public static ImageFile OpenPng(string path)
    {
        byte[] content = Content(path);
        return PngHead.IsPng(content) ? new ImageFile(path, content, PngHead.SizeOf(path, content)) : throw new InvalidDataException($"{path}: not a PNG image");
    }

    /// <summary>Reads a JPEG or a PNG image, whatever its name says: the training images of ImageNet have a PNG called JPEG.</summary>
    /// <exception cref="InvalidDataException">It is neither, ends too early, or is too large.</exception>
    public static ImageFile OpenPhoto(string path)
    {
        byte[] content = Content(path);
        return new ImageFile(path, content, PngHead.IsPng(content) ? PngHead.SizeOf(path, content)
            : JpegHead.IsJpeg(content) ? JpegHead.SizeOf(path, content)
            : throw new InvalidDataException($"{path}: not a JPEG or PNG image"));
    }

    /// <summary>Refuses sides of 0 and images whose pixels would take more memory than any photograph's.</summary>
    /// <exception cref="InvalidDataException">The size cannot be believed.</exception>
    public static (int Height, int Width) Sensible(string path, long offset, long height, long width) =>
        height is < 1 or > MaxSide || width is < 1 or > MaxSide
            ? throw new InvalidDataException($"{path}: offset {offset}: an image of {width}x{height}; sides are 1 to {MaxSide}")
            : height * width > MaxPixels
                ? throw new InvalidDataException($"{path}: offset {offset}: an image of {width}x{height}, more than {MaxPixels} pixels")
                : ((int)height, (int)width);

    /// <summary>Decodes it: 8 bits a channel, blue, green, red or grey, as it is stored (a note of how the camera was held is not followed, as in the published evaluations).</summary>
    /// <exception cref="InvalidDataException">Its pixels are damaged.</exception>
    public Mat Decode(bool grey)
    {
        Mat image;
        try
        {
            image = Cv2.ImDecode(content, (grey ? ImreadModes.Grayscale : ImreadModes.Color) | ImreadModes.IgnoreOrientation);
        }
        catch (OpenCVException exception)
        {
            throw new InvalidDataException($"{Path}: damaged; {exception.Message.ReplaceLineEndings(" ")}", exception);
        }

        if (image.Rows == Height && image.Cols == Width)
        {
            return image;
        }

        image.Dispose();
        throw new InvalidDataException($"{Path}: damaged; its pixels cannot be decoded");
    }

    /// <summary>Interleaved blue, green, red (or grey) bytes as planes of red, green, blue from 0 to 1.</summary>
    public static float[] Planes(Mat image)
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

    private static byte[] Content(string path)
    {
        long length = FileSize.Of(path);
        return length <= MaxBytes
            ? File.ReadAllBytes(path)
            : throw new InvalidDataException($"{path}: {length} bytes are more than an image here may have ({MaxBytes})");
    }
}
