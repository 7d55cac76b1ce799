using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>Makes views of grey pictures: light, the columns that show the scene, one exposure for all.</summary>
internal static class ViewMaker
{
    private const double Gamma = 2.2;

    // As for textures: no surface is perfectly black.
    private const double Black = 0.02;

    // What rectification left empty is black but for the encoder's noise.
    private const byte EmptyLevel = 2;

    /// <summary>The views of <paramref name="grey"/>, all as bright as the one that the ground truth belongs to.</summary>
    /// <param name="size">Extents of every picture.</param>
    /// <param name="grey">The pictures, 8-bit grey, display's gamma.</param>
    /// <param name="truth">A ground truth: its view and step, px.</param>
    public static View[] Make(SensorSize size, byte[][] grey, (int View, float[] StepPx) truth)
    {
        float[] light = [.. Enumerable.Range(0, 256).Select(level => (float)(Black + ((1 - Black) * Math.Pow(level / 255.0, Gamma))))];
        View[] views = [.. grey.Select(picture => new View(Array.ConvertAll(picture, level => light[level]), FirstColumn(size, picture), EndColumn(size, picture)))];
        return [.. views.Select((view, place) => place == truth.View ? view : view with { Light = Even(size, view, views[truth.View], truth.StepPx, place - truth.View) })];
    }

    /// <summary>
    /// The view at the exposure of <paramref name="reference"/>: photographs of a still scene differ by some percent, which would be
    /// seen as a change of light. The factor is the median over corresponding pixels.
    /// </summary>
    private static float[] Even(SensorSize size, View view, View reference, float[] stepPx, int places)
    {
        List<float> ratios = [];
        for (int i = 0; i < stepPx.Length; i++)
        {
            int x = i % size.Width;
            double to = Math.Round(x - (stepPx[i] * places));
            if (to >= view.FirstColumn && to < view.EndColumn && x >= reference.FirstColumn && x < reference.EndColumn) // not of NaN
            {
                ratios.Add(reference.Light[i] / view.Light[i - x + (int)to]);
            }
        }

        ratios.Sort();
        float factor = ratios.Count > 0 ? ratios[ratios.Count / 2] : 1;
        return Array.ConvertAll(view.Light, light => light * factor);
    }

    private static int FirstColumn(SensorSize size, byte[] picture) => Enumerable.Range(0, size.Width).FirstOrDefault(x => !IsEmpty(size, picture, x));

    private static int EndColumn(SensorSize size, byte[] picture) => size.Width - Enumerable.Range(0, size.Width).FirstOrDefault(x => !IsEmpty(size, picture, size.Width - 1 - x));

    private static bool IsEmpty(SensorSize size, byte[] picture, int x)
    {
        for (int y = 0; y < size.Height; y++)
        {
            if (picture[(y * size.Width) + x] > EmptyLevel)
            {
                return false;
            }
        }

        return true;
    }
}
