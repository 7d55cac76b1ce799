using System.Buffers.Binary;
using System.Globalization;
using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>A grey picture out of a PNG, PGM or PPM file, whose extents are read and limited before anything is decoded.</summary>
internal static class PictureFile
{
    private const int HeadBytes = 1024;
    private static readonly byte[] PngMark = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a picture as 8-bit grey, [H, W].</summary>
    /// <exception cref="InvalidDataException">Not such a picture, damaged, or a side is under 16 or over 2048.</exception>
    public static (SensorSize Size, byte[] Grey) Read(string path)
    {
        SensorSize size = Extents(path);
        if (size.Width is < 16 or > 2048 || size.Height is < 16 or > 2048)
        {
            throw new InvalidDataException($"{path}: a picture of {size}; 16x16 to 2048x2048 are simulated");
        }

        using Mat picture = Cv2.ImRead(path, ImreadModes.Grayscale);
        if (picture.Empty() || picture.Cols != size.Width || picture.Rows != size.Height)
        {
            throw new InvalidDataException($"{path}: the picture cannot be decoded");
        }

        byte[] grey = new byte[size.Pixels];
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                grey[(y * size.Width) + x] = picture.Get<byte>(y, x);
            }
        }

        return (size, grey);
    }

    private static SensorSize Extents(string path)
    {
        byte[] head = new byte[HeadBytes];
        int length;
        using (FileStream stream = File.OpenRead(path))
        {
            length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }

        ReadOnlySpan<byte> read = head.AsSpan(0, length);
        if (read.StartsWith(PngMark) && length >= 24)
        {
            return new SensorSize(BinaryPrimitives.ReadInt32BigEndian(read[16..]), BinaryPrimitives.ReadInt32BigEndian(read[20..]));
        }

        // PNM: a mark, then width, height and the greatest value between white space, with comments from # to the end of a line.
        string[] words = [.. System.Text.Encoding.Latin1.GetString(read).Split('\n').Select(line => line.Split('#')[0])
            .SelectMany(line => line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).Take(3)];
        return words is ["P5" or "P6", string width, string height]
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            ? Whole(path, new SensorSize(columns, rows), words[0] == "P5" ? 1 : 3)
            : throw new InvalidDataException($"{path}: neither a PNG nor a binary PGM or PPM");
    }

    /// <summary>The extents of a PNM whose file is long enough for them: OpenCV prints its own words about one that is not.</summary>
    private static SensorSize Whole(string path, SensorSize size, int bytesAPixel)
    {
        long length = FileSize.Of(path);
        return length >= (long)size.Width * size.Height * bytesAPixel
            ? size
            : throw new InvalidDataException($"{path}: {length:N0} bytes, too few for a picture of {size}");
    }
}
