using OpenCvSharp;

namespace EventStereo.Search.Classification.Data;

/// <summary>PNG images in one folder a class, read when they are asked for. All are of the size of the first.</summary>
public sealed class ImageFolderDataset : ImageDataset
{
    private readonly ClassFolders folders;
    private readonly bool grey;

    private ImageFolderDataset(string folder, ClassFolders folders, bool grey)
    {
        Source = folder;
        this.folders = folders;
        this.grey = grey;
        ImageFile first = ImageFile.OpenPng(folders.Files[0]);
        Shape = new SampleShape(1, grey ? 1 : 3, first.Height, first.Width);
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
        ImageFile file = ImageFile.OpenPng(folders.Files[index]);
        if (file.Height != Shape.Height || file.Width != Shape.Width)
        {
            throw new InvalidDataException($"{file.Path}: an image of {file.Width}x{file.Height}; those before it are of {Shape.Width}x{Shape.Height}");
        }

        using Mat image = file.Decode(grey);
        return new LabelledSample(ImageFile.Planes(image), folders.Labels[index]);
    }
}
