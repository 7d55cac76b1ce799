using OpenCvSharp;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// Photographs of any size, JPEG or PNG, read when they are asked for. A sample is a square part of its image, brought to the size of all samples: the central part, or the one that is asked
/// for. Grey images and those of four inks come out as red, green and blue.
/// </summary>
public sealed class PhotoDataset : ImageDataset
{
    private readonly ClassFolders files;
    private readonly int cropPx, resizePx;

    /// <param name="source">Where the images are from.</param>
    /// <param name="files">The images and their classes.</param>
    /// <param name="cropPx">Side of a sample.</param>
    /// <param name="resizePx">Short side of the image that the central part is cut out of.</param>
    internal PhotoDataset(string source, ClassFolders files, int cropPx, int resizePx)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cropPx, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resizePx, cropPx);
        Source = source;
        this.files = files;
        this.cropPx = cropPx;
        this.resizePx = resizePx;
        Shape = new SampleShape(1, 3, cropPx, cropPx);
    }

    /// <inheritdoc/>
    public override string Source { get; }

    /// <inheritdoc/>
    public override int Count => files.Files.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => files.Classes;

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <summary>Lists the images of <paramref name="folder"/>, in one folder a class.</summary>
    /// <param name="folder">Has one folder a class with <c>.jpeg</c>, <c>.jpg</c> or <c>.png</c> files.</param>
    /// <param name="cropPx">Side of a sample.</param>
    /// <param name="resizePx">Short side of the image that the central part is cut out of, at least <paramref name="cropPx"/>.</param>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static PhotoDataset Open(string folder, int cropPx, int resizePx) => new(folder, ClassFolders.List(folder, ImageNetDataset.Extensions), cropPx, resizePx);

    /// <inheritdoc/>
    public override int LabelOf(int index) => files.Labels[index];

    /// <inheritdoc/>
    public override LabelledSample Read(int index) => Read(index, (height, width) => CropArea.Central(height, width, cropPx, resizePx));

    /// <inheritdoc/>
    public override LabelledSample Read(int index, Func<int, int, CropArea> area)
    {
        ArgumentNullException.ThrowIfNull(area);
        ImageFile file = ImageFile.OpenPhoto(files.Files[index]);
        CropArea taken = area(file.Height, file.Width);
        using Mat image = file.Decode(grey: false);
        using Mat part = new(image, new Rect(taken.Left, taken.Top, taken.Width, taken.Height));
        using Mat sample = new();

        // Averaging over areas keeps fine patterns from turning into coarse ones; it is for shrinking alone.
        bool shrinks = taken.Height >= cropPx && taken.Width >= cropPx;
        Cv2.Resize(part, sample, new Size(cropPx, cropPx), interpolation: shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return new LabelledSample(ImageFile.Planes(sample), files.Labels[index]);
    }
}
