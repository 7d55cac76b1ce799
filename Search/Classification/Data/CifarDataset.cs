namespace EventStereo.Search.Classification.Data;

/// <summary>
/// CIFAR-10 and CIFAR-100 in their binary layout: records of one label byte (CIFAR-100: two, the coarse and then the fine one, which counts here) and 3,072 pixels, red,
/// green and blue planes of 32 rows of 32. Source: Krizhevsky, "The CIFAR-10 dataset", "Binary version".
/// </summary>
public static class CifarDataset
{
    private const int Side = 32, PixelBytes = 3 * Side * Side, CoarseClasses = 20;

    /// <summary>Most records of all files together: what one array holds.</summary>
    private const int MaxRecords = (1 << 30) / PixelBytes;

    /// <summary>Reads CIFAR-10's records of <paramref name="files"/>, one file after the other, into memory.</summary>
    /// <exception cref="InvalidDataException">A file is not whole records, or a label is of no class.</exception>
    public static ImageDataset OpenCifar10(params IReadOnlyList<string> files) => Open(files, ClassNames.Cifar10, hasCoarseLabel: false);

    /// <summary>The same of CIFAR-100, with its fine labels.</summary>
    /// <exception cref="InvalidDataException">As <see cref="OpenCifar10"/>.</exception>
    public static ImageDataset OpenCifar100(params IReadOnlyList<string> files) => Open(files, ClassNames.Cifar100, hasCoarseLabel: true);

    /// <summary>The files of a part of CIFAR-10 in its folder: <c>data_batch_1.bin</c> to 5, or <c>test_batch.bin</c>.</summary>
    public static IReadOnlyList<string> Cifar10Files(string folder, bool training) => training
        ? [.. Enumerable.Range(1, 5).Select(i => Path.Combine(folder, FormattableString.Invariant($"data_batch_{i}.bin")))]
        : [Path.Combine(folder, "test_batch.bin")];

    /// <summary>The file of a part of CIFAR-100 in its folder: <c>train.bin</c> or <c>test.bin</c>.</summary>
    public static IReadOnlyList<string> Cifar100Files(string folder, bool training) => [Path.Combine(folder, training ? "train.bin" : "test.bin")];

    private static PixelDataset Open(IReadOnlyList<string> files, IReadOnlyList<string> classes, bool hasCoarseLabel)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));
        int record = PixelBytes + (hasCoarseLabel ? 2 : 1);
        long[] counts = [.. files.Select(file => Records(file, record))];
        long all = counts.Sum();
        if (all > MaxRecords)
        {
            throw new InvalidDataException($"{files[0]}: with the other files {all} records, more than the {MaxRecords} that are read into memory");
        }

        byte[] pixels = new byte[all * PixelBytes], labels = new byte[all];
        int at = 0;
        for (int i = 0; i < files.Count; i++)
        {
            Read(files[i], record, (int)counts[i], classes.Count, pixels.AsSpan(at * PixelBytes), labels.AsSpan(at));
            at += (int)counts[i];
        }

        return new PixelDataset(files.Count == 1 ? files[0] : $"{files[0]} and {files.Count - 1} more", classes, new SampleShape(1, 3, Side, Side), pixels, labels);
    }

    private static long Records(string file, int record)
    {
        (long records, long rest) = Math.DivRem(FileSize.Of(file), record);
        return rest == 0 && records > 0
            ? records
            : throw new InvalidDataException($"{file}: record {records}: the file ends after {rest} of its {record} bytes");
    }

    private static void Read(string file, int record, int count, int classes, Span<byte> pixels, Span<byte> labels)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[record];
        for (int i = 0; i < count; i++)
        {
            int got = stream.ReadAtLeast(buffer, record, throwOnEndOfStream: false);
            if (got < record)
            {
                throw new InvalidDataException($"{file}: record {i}: the file ends after {got} of its {record} bytes");
            }

            int labelBytes = record - PixelBytes;
            labels[i] = Label(file, i, buffer[labelBytes - 1], classes, labelBytes == 2 ? "fine label" : "label");
            if (labelBytes == 2)
            {
                Label(file, i, buffer[0], CoarseClasses, "coarse label");
            }

            buffer.AsSpan(labelBytes).CopyTo(pixels[(i * PixelBytes)..]);
        }
    }

    private static byte Label(string file, int record, byte label, int classes, string kind) => label < classes
        ? label
        : throw new InvalidDataException($"{file}: record {record}: {kind} {label}, not 0 to {classes - 1}");
}
