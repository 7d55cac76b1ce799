using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Origin and extent in time of a recording, from the first and the last step of both cameras' events.</summary>
internal sealed record MvsecTimeSpan(double OriginSeconds, long FromUs, long ToUs)
{
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
}
