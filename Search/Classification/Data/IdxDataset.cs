namespace EventStereo.Search.Classification.Data;

/// <summary>Grey images and labels in the idx format, plain or in gzip: MNIST and Fashion-MNIST.</summary>
public static class IdxDataset
{
    /// <summary>Reads a pair of files into memory.</summary>
    /// <param name="imagesPath">Images, <c>[count, H, W]</c>.</param>
    /// <param name="labelsPath">Labels, <c>[count]</c>.</param>
    /// <param name="classes">Names by label.</param>
    /// <exception cref="InvalidDataException">A file is damaged, they are of different length, or a label is of no class.</exception>
    public static ImageDataset Open(string imagesPath, string labelsPath, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        (int[] size, byte[] pixels) = IdxFile.Read(imagesPath, 3, "image");
        (int[] count, byte[] labels) = IdxFile.Read(labelsPath, 1, "label");
        if (count[0] != size[0])
        {
            throw new InvalidDataException($"{labelsPath}: {count[0]} labels for the {size[0]} images of {imagesPath}");
        }

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes.Count - 1));
        return wrong < 0
            ? new PixelDataset(imagesPath, classes, new SampleShape(1, 1, size[1], size[2]), pixels, labels)
            : throw new InvalidDataException($"{labelsPath}: label {wrong}: it is {labels[wrong]}, not 0 to {classes.Count - 1}");
    }

    /// <summary>Reads a part of a folder in the published layout: <c>train-images-idx3-ubyte</c> or <c>t10k-...</c> and their labels, with <c>.gz</c> or without.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="training">The training images; else the test images.</param>
    /// <param name="classes">Names by label.</param>
    /// <exception cref="FileNotFoundException">The folder has no such file.</exception>
    /// <exception cref="InvalidDataException">As <see cref="Open"/>.</exception>
    public static ImageDataset OpenFolder(string folder, bool training, IReadOnlyList<string> classes)
    {
        string part = training ? "train" : "t10k";
        return Open(Find(folder, $"{part}-images-idx3-ubyte"), Find(folder, $"{part}-labels-idx1-ubyte"), classes);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), compressed = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(compressed) ? compressed : throw new FileNotFoundException($"{plain}: no such file, nor {name}.gz", plain);
    }
}
