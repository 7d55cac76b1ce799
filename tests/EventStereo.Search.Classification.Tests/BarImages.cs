using System.Buffers.Binary;

namespace EventStereo.Search.Classification.Tests;

/// <summary>Bright bars of 8x8 pixels on noise, of class 0 in a row, of class 1 in a column, as the files of MNIST; the other classes have no sample.</summary>
internal static class BarImages
{
    private const int Side = 8, Samples = 60;

    /// <summary>Writes 60 images and their labels into <paramref name="folder"/>.</summary>
    public static void Write(string folder, string part = "train")
    {
        Random random = new(7);
        byte[] images = new byte[16 + (Samples * Side * Side)], labels = new byte[8 + Samples];
        BinaryPrimitives.WriteInt32BigEndian(images, 0x803);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4), Samples);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(8), Side);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(12), Side);
        BinaryPrimitives.WriteInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), Samples);
        for (int sample = 0; sample < Samples; sample++)
        {
            Span<byte> image = images.AsSpan(16 + (sample * Side * Side), Side * Side);
            random.NextBytes(image);
            int at = random.Next(Side), label = sample % 2;
            for (int i = 0; i < Side * Side; i++)
            {
                image[i] = (label == 0 ? i / Side : i % Side) == at ? (byte)255 : (byte)(image[i] / 4);
            }

            labels[8 + sample] = (byte)label;
        }

        File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), labels);
    }
}
