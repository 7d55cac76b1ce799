using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Origin and extent in time of a recording, from the first and the last step of both cameras' events.</summary>
internal sealed record MvsecTimeSpan(double OriginSeconds, long FromUs, long ToUs)
{
    /// <summary>
    /// The same of a damaged file: passes over chunks that do not read, and over times that are none or further than a recording lasts
    /// from the median of the first ones.
    /// </summary>
    public static MvsecTimeSpan ReadTolerant(Hdf5File file)
    {
        List<double> times = [];
        double? anchor = Hdf5Attributes.ReadNumber(file, MvsecLayout.OriginSeconds);
        double? stated = anchor;
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            using MvsecEventTable table = MvsecEventTable.Open(file, side);
            double[] first = SoundTimes(table, fromEnd: false);
            times.AddRange(first);
            times.AddRange(SoundTimes(table, fromEnd: true));
            anchor ??= first.Length == 0 ? null : first.Order().ElementAt(first.Length / 2);
        }

        double[] near = [.. times.Where(seconds => Math.Abs(seconds - (anchor ?? 0)) <= MvsecLayout.MaxSpanSeconds)];
        double origin = stated ?? near.DefaultIfEmpty(0).Min();
        return near.Length == 0
            ? new MvsecTimeSpan(origin, 0, 0)
            : new MvsecTimeSpan(origin, MvsecLayout.ToUs(near.Min(), origin), MvsecLayout.ToUs(near.Max(), origin) + 1);
    }

    public static MvsecTimeSpan Read(Hdf5File file, int stepEvents)
    {
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            using MvsecEventTable table = MvsecEventTable.Open(file, side);
            if (table.Rows > 0)
            {
                int rows = (int)Math.Min(stepEvents, table.Rows);
                first = Math.Min(first, table.ReadTimes(0, rows).Min());
                last = Math.Max(last, table.ReadTimes(table.Rows - rows, rows).Max());
            }
        }

        double? stated = Hdf5Attributes.ReadNumber(file, MvsecLayout.OriginSeconds);
        if (double.IsInfinity(first))
        {
            return new MvsecTimeSpan(stated ?? 0, 0, 0);
        }

        double origin = stated ?? first;
        if (Math.Abs(last - origin) > MvsecLayout.MaxSpanSeconds || Math.Abs(first - origin) > MvsecLayout.MaxSpanSeconds)
        {
            throw new InvalidDataException(
                $"{file.Path}: its events span {first:R} s to {last:R} s, more than {MvsecLayout.MaxSpanSeconds:0} s: the time stamps are damaged");
        }

        return new MvsecTimeSpan(origin, MvsecLayout.ToUs(first, origin), MvsecLayout.ToUs(last, origin) + 1);
    }

    /// <summary>The times of the first, or last, chunk of rows that reads and holds any.</summary>
    private static double[] SoundTimes(MvsecEventTable table, bool fromEnd)
    {
        for (long done = 0; done < table.Rows; done += table.ChunkRows)
        {
            int rows = (int)Math.Min(table.ChunkRows, table.Rows - done);
            try
            {
                double[] times = table.ReadTimesUnchecked(fromEnd ? table.Rows - done - rows : done, rows);
                double[] sound = [.. times.Where(seconds => Math.Abs(seconds) <= MvsecLayout.MaxTimeSeconds)];
                if (sound.Length > 0)
                {
                    return sound;
                }
            }
            catch (InvalidDataException)
            {
                // Counted when the rows themselves are read.
                continue;
            }
        }

        return [];
    }
}
