using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Bench.Convert;

/// <summary>
/// What one writes first: libhdf5 unpacks blocks of rows, a loop takes event by event and encodes each window. It relies on times in
/// order and coordinates on the sensor, and checks nothing.
/// </summary>
internal static class NaiveMvsec
{
    private const int BlockRows = 65_536;
    private const int Channels = StackingBasedOnTime.DefaultChannels;
    private const long WindowUs = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>Encodes one camera's windows, cut as <see cref="StereoWindows.ByTime"/> cuts them.</summary>
    public static void Encode(string path, CameraSide side, Action<sbyte[]>? take)
    {
        using Hdf5File file = Hdf5File.Open(path);
        (double origin, double last) = Span(file);
        using Hdf5Dataset dataset = file.OpenDataset(MvsecLayout.Events(side));
        double[] block = new double[BlockRows * MvsecLayout.EventColumns];
        int[] sums = new int[Channels * SensorSize.Davis346.Pixels];
        sbyte[] tensor = new sbyte[sums.Length];
        long window = 0;
        for (long row = 0; row < dataset.Rows; row += BlockRows)
        {
            int rows = (int)Math.Min(BlockRows, dataset.Rows - row);
            dataset.ReadRows(row, rows, block.AsSpan(0, rows * MvsecLayout.EventColumns));
            for (int i = 0; i < rows; i++)
            {
                double x = block[4 * i], y = block[(4 * i) + 1], t = block[(4 * i) + 2], polarity = block[(4 * i) + 3];
                long tUs = MvsecLayout.ToUs(t, origin);
                for (; tUs / WindowUs > window; window++)
                {
                    Finish(sums, tensor, take);
                }

                long channel = tUs % WindowUs * Channels / WindowUs;
                sums[(((channel * SensorSize.Davis346.Height) + (int)y) * SensorSize.Davis346.Width) + (int)x] += polarity > 0 ? 1 : -1;
            }
        }

        for (long windows = (MvsecLayout.ToUs(last, origin) / WindowUs) + 1; window < windows; window++)
        {
            Finish(sums, tensor, take);
        }
    }

    private static (double First, double Last) Span(Hdf5File file)
    {
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        double[] time = new double[1];
        foreach (CameraSide side in CameraSides.Both)
        {
            using Hdf5Dataset dataset = file.OpenDataset(MvsecLayout.Events(side));
            dataset.ReadColumn(0, 1, MvsecLayout.TimeColumn, time);
            first = Math.Min(first, time[0]);
            dataset.ReadColumn(dataset.Rows - 1, 1, MvsecLayout.TimeColumn, time);
            last = Math.Max(last, time[0]);
        }

        return (first, last);
    }

    private static void Finish(int[] sums, sbyte[] tensor, Action<sbyte[]>? take)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            tensor[i] = (sbyte)Math.Sign(sums[i]);
        }

        take?.Invoke(tensor);
        Array.Clear(sums);
    }
}
