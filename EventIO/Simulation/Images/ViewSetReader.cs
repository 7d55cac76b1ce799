using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>
/// Reads a <see cref="ViewSet"/> from a folder of Middlebury's stereo page: nine views <c>im0</c> to <c>im8</c> with <c>disp2</c> and
/// <c>disp6</c>, the disparity between views 2 and 6 (the sets of 2001 and 2003), or two views <c>*_l</c>, <c>*_r</c> with <c>*_gt</c>, the
/// disparity of the left one. Pictures are PNG, PGM or PPM; a grey level of 0 is an unknown disparity.
/// </summary>
internal static class ViewSetReader
{
    private const int Views = 9;
    private const int TruthSteps = 4;
    private const int LeastSide = 16;

    // Disparities that differ by no more than a pixel from one pixel to the next are a slant, not an outline.
    private const double JoinPx = 1.05;
    private static readonly string[] Endings = [".png", ".ppm", ".pgm"];

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="disparityScale">Grey levels a pixel of disparity; 0 finds out.</param>
    /// <exception cref="InvalidDataException">There is no such folder, it is neither kind of set, a picture is damaged or of another size, or the disparities do not explain the views.</exception>
    public static ViewSet Read(string folder, double disparityScale = 0)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"{folder}: no such folder");
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        string[] stems = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        if (stems.Contains("im0"))
        {
            string[] views = [.. Enumerable.Range(0, Views).Select(i => One(folder, files, stems, stem => stem == $"im{i}", $"im{i}"))];
            string[] truths = [One(folder, files, stems, stem => stem == "disp2", "disp2"), One(folder, files, stems, stem => stem == "disp6", "disp6")];
            return Build(name, views, [(2, truths[0]), (6, truths[1])], TruthSteps, disparityScale);
        }

        string left = One(folder, files, stems, stem => stem.EndsWith("_l", StringComparison.Ordinal), "im0 (of nine views) or *_l (of two)");
        string right = One(folder, files, stems, stem => stem.EndsWith("_r", StringComparison.Ordinal), "*_r");
        string truth = One(folder, files, stems, stem => stem.EndsWith("_gt", StringComparison.Ordinal), "*_gt");
        return Build(name, [left, right], [(0, truth)], 1, disparityScale);
    }

    private static string One(string folder, string[] files, string[] stems, Func<string, bool> wanted, string what)
    {
        string[] found = [.. files.Where((_, i) => wanted(stems[i]))];
        return found.Length == 1 ? found[0] : throw new InvalidDataException($"{folder}: expected one picture {what} (.png, .ppm or .pgm), found {found.Length}");
    }

    private static ViewSet Build(string name, string[] views, (int View, string Path)[] truths, int steps, double disparityScale)
    {
        (SensorSize size, _) = PictureFile.Read(views[0]);
        byte[][] grey = [.. views.Select(path => ReadOf(size, path))];
        byte[][] levels = [.. truths.Select(truth => ReadOf(size, truth.Path))];
        double scale = disparityScale > 0 ? disparityScale : DisparityScale.Find(size, levels[0], grey[truths[0].View], grey[truths[0].View + steps], truths[0].Path);
        float[][] stepPx = [.. levels.Select(map => Array.ConvertAll(map, level => level == 0 ? float.NaN : (float)(level / scale / steps)))];
        if (stepPx.FirstOrDefault(map => !map.Any(float.IsFinite)) is float[] empty)
        {
            throw new InvalidDataException($"{truths[Array.IndexOf(stepPx, empty)].Path}: no known disparity in it");
        }

        (int View, float[] StepPx)[] known = [.. truths.Zip(stepPx, (truth, map) => (truth.View, map))];
        ViewSet set = new(name, size, ViewMaker.Make(size, grey, known[0]), known, (float)(JoinPx / steps));
        return set.Sensor.Width >= LeastSide
            ? set
            : throw new InvalidDataException($"{views[0]}: the views have {Math.Max(0, set.Sensor.Width)} columns in common that are not black; at least {LeastSide} are needed");
    }

    private static byte[] ReadOf(SensorSize size, string path)
    {
        (SensorSize found, byte[] grey) = PictureFile.Read(path);
        return found == size ? grey : throw new InvalidDataException($"{path}: {found}, but the first view is {size}");
    }
}
