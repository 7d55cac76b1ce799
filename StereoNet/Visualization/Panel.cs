using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>One picture of a <see cref="Montage"/>, which it owns, with what stands above and below it.</summary>
public sealed class Panel : IDisposable
{
    /// <summary>Wraps <paramref name="image"/>, 8-bit blue, green, red, and takes it over.</summary>
    public Panel(Mat image, string caption)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(caption);
        Image = image;
        Caption = caption;
    }

    /// <summary>The picture.</summary>
    public Mat Image { get; }

    /// <summary>What it shows, in a few words of ASCII.</summary>
    public string Caption { get; }

    /// <summary>The range of its colours, drawn below as a bar with ticks; null for none.</summary>
    public ColorScale? Scale { get; init; }

    /// <summary>The colours of <see cref="Scale"/>, low to high.</summary>
    public IReadOnlyList<Vec3b> Colors { get; init; } = Palette.Disparity;

    /// <summary>Colours with their meaning, drawn below; empty for none.</summary>
    public IReadOnlyList<(Vec3b Color, string Meaning)> Legend { get; init; } = [];

    /// <summary>Frees the picture.</summary>
    public void Dispose() => Image.Dispose();
}
