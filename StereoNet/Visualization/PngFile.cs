using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>Writes pictures as PNG.</summary>
public static class PngFile
{
    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/>, which appears only once it is complete.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(Mat image, string path)
    {
        byte[] file = Encode(image);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of a PNG file of <paramref name="image"/>, 8-bit gray or blue, green, red.</summary>
    public static byte[] Encode(Mat image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Cv2.ImEncode(".png", image, out byte[] file, new ImageEncodingParam(ImwriteFlags.PngCompression, 6));
        return file;
    }
}
