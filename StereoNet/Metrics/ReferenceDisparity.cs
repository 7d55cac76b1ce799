using System.Globalization;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// The dominant disparity of one window of a recording that has no dense ground truth, as a reference to score against:
/// where the histogram of same-row, same-polarity coincidences of the two cameras' events peaks.
/// </summary>
/// <param name="FromUs">Start of the window, in microseconds on the recording's clock.</param>
/// <param name="DisparityPx">Peak of the histogram, <c>x_left - x_right</c>, in px.</param>
/// <param name="Pairs">Coincidences at the peak.</param>
/// <param name="Usable">Whether there were enough of them, in keeping with the windows around.</param>
public sealed record ReferenceDisparity(long FromUs, float DisparityPx, int Pairs, bool Usable)
{
    /// <summary>Reads a table of windows: lines of <c>fromUs,disparityPx,pairs,usable</c> (usable is 0 or 1) in order of time, after comments (#) and a header.</summary>
    /// <exception cref="InvalidDataException">A line does not hold that.</exception>
    public static IReadOnlyList<ReferenceDisparity> Read(string path)
    {
        List<ReferenceDisparity> windows = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("fromUs", StringComparison.Ordinal))
            {
                continue;
            }

            ReferenceDisparity window = Parse(line) ?? throw new InvalidDataException($"{path}, line {number}: not 'fromUs,disparityPx,pairs,usable': {line}");
            if (windows.Count > 0 && window.FromUs <= windows[^1].FromUs)
            {
                throw new InvalidDataException($"{path}, line {number}: time goes back from {windows[^1].FromUs} to {window.FromUs} us");
            }

            windows.Add(window);
        }

        return windows;
    }

    private static ReferenceDisparity? Parse(string line)
    {
        string[] parts = line.Split(',');
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out long fromUs)
            && float.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float disparityPx)
            && int.TryParse(parts[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out int pairs)
            && parts[3] is "0" or "1"
            ? new ReferenceDisparity(fromUs, disparityPx, pairs, parts[3] == "1")
            : null;
    }
}
