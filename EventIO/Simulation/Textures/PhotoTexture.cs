using OpenCvSharp;

namespace EventStereo.EventIO.Simulation.Textures;

/// <summary>
/// A photograph as a texture: its middle square, grey, as reflectance (the display's gamma of 2.2 undone), mirrored in both
/// directions so that it repeats without a seam.
/// </summary>
internal static class PhotoTexture
{
    private const double Gamma = 2.2;

    // No surface is perfectly black.
    private const double Black = 0.02;

    /// <summary>Reads a picture; its mirrored tile has <paramref name="size"/> texels a side.</summary>
    /// <exception cref="InvalidDataException">The file is not a picture that OpenCV reads.</exception>
    public static MipTexture Read(string path, int size)
    {
        using Mat picture = Cv2.ImRead(path, ImreadModes.Grayscale);
        if (picture.Empty())
        {
            throw new InvalidDataException($"{path}: not a picture; give PNG, JPEG, PPM or another format that OpenCV reads");
        }

        int side = Math.Min(picture.Rows, picture.Cols), half = size / 2;
        using Mat square = new(picture, new Rect((picture.Cols - side) / 2, (picture.Rows - side) / 2, side, side));
        using Mat small = new();
        Cv2.Resize(square, small, new Size(half, half), 0, 0, side > half ? InterpolationFlags.Area : InterpolationFlags.Linear);
        float[] texels = new float[size * size];
        for (int i = 0; i < texels.Length; i++)
        {
            int x = i % size, y = i / size;
            byte grey = small.Get<byte>(Math.Min(y, size - 1 - y), Math.Min(x, size - 1 - x));
            texels[i] = (float)(Black + ((1 - Black) * Math.Pow(grey / 255.0, Gamma)));
        }

        return new MipTexture(size, texels);
    }
}
