using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// What a row must be. Everything but the interval and the sensor must be right: a number where there should be none is damage,
/// not noise.
/// </summary>
/// <param name="place">The file and the data set, for messages.</param>
/// <param name="filter">Which rows count, on which clock.</param>
internal sealed class MvsecRowCheck(string place, MvsecEventFilter filter)
{
    /// <summary>Time on the stereo clock of a row's time stamp.</summary>
    /// <exception cref="InvalidDataException">It is no time, or one far from all others.</exception>
    public long TimeUs(double seconds, long row)
    {
        RequireTime(seconds, row);
        long tUs = MvsecLayout.ToUs(seconds, filter.OriginSeconds);
        return Math.Abs(tUs) <= MvsecLayout.MaxSpanSeconds * 1e6
            ? tUs
            : throw Damaged(row, $"time {seconds:R} s is more than {MvsecLayout.MaxSpanSeconds:0} s from the recording's origin");
    }

    /// <summary>Whether the row is of the interval and on the sensor; if so, <paramref name="into"/> gets it.</summary>
    /// <returns>Null for a row outside the interval, else whether its pixel is on the sensor.</returns>
    /// <exception cref="InvalidDataException">The row is damaged; the message says where and how.</exception>
    public bool? Add(double x, double y, long tUs, double polarity, long row, ref MvsecTarget into)
    {
        sbyte sign = Polarity(polarity, row);
        RequirePixel(x, row);
        RequirePixel(y, row);
        if (tUs < filter.FromUs || tUs >= filter.ToUs)
        {
            return null;
        }

        if (x < 0 || x >= filter.Sensor.Width || y < 0 || y >= filter.Sensor.Height)
        {
            return false;
        }

        into.Add(tUs, (ushort)x, (ushort)y, sign);
        return true;
    }

    /// <exception cref="InvalidDataException">The number is no time.</exception>
    public void RequireTime(double seconds, long row)
    {
        // Written so that NaN fails too.
        if (!(Math.Abs(seconds) <= MvsecLayout.MaxTimeSeconds))
        {
            throw Damaged(row, $"time {seconds:R} is not a time in seconds");
        }
    }

    private void RequirePixel(double coordinate, long row)
    {
        if (Math.Floor(coordinate) != coordinate || double.IsInfinity(coordinate))
        {
            throw Damaged(row, $"pixel coordinate {coordinate:R} is not a whole number (rectified events are not MVSEC's raw events)");
        }
    }

    private sbyte Polarity(double value, long row) => value switch
    {
        1 => 1,
        -1 or 0 => -1,
        _ => throw Damaged(row, $"polarity {value:R} is none of -1, 0, 1"),
    };

    private InvalidDataException Damaged(long row, string what) => new($"{place} row {row}: {what}");
}
