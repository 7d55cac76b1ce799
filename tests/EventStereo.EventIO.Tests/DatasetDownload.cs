using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

/// <summary>
/// A small stand-in for MVSEC's download: its names, its layout and as many depth maps as the splits count, on a tiny sensor. Map i
/// is <c>(i + 1)</c> periods of 50 ms after the first event, every pixel of it at <see cref="DepthM"/>, and each camera has one event
/// in its window, in column <c>i % width</c> of the left one and row 1.
/// </summary>
internal static class DatasetDownload
{
    public const long PeriodUs = 50_000;
    public static readonly SensorSize Sensor = new(16, 12);

    public static float DepthM(int map) => 1 + (map * 0.001f);

    public static float DisparityPx(int map) => StereoGeometry.MvsecIndoorFlying.DisparityPx(DepthM(map));

    /// <summary>The events of window i: in its middle, and one more at the very microsecond of its beginning in row 2.</summary>
    public static EventBatch Events(int maps, CameraSide side)
    {
        EventBatch events = new();
        for (int i = 0; i < maps; i++)
        {
            events.Add(i * PeriodUs, (ushort)(i % Sensor.Width), 2, 1);
            events.Add((i * PeriodUs) + (PeriodUs / 2), (ushort)(i % Sensor.Width), (ushort)(side == CameraSide.Left ? 1 : 3), -1);
        }

        return events;
    }

    public static void Mvsec(string home, string sequence, int maps)
    {
        Directory.CreateDirectory(home);
        const double origin = 1506117819.25;
        using MvsecWriter data = new(Path.Combine(home, $"{sequence}_data.hdf5"), Sensor, null, origin);
        data.Append(CameraSide.Left, Events(maps, CameraSide.Left));
        data.Append(CameraSide.Right, Events(maps, CameraSide.Right));
        data.Complete();
        using MvsecWriter truth = new(Path.Combine(home, $"{sequence}_gt.hdf5"), Sensor, null, origin);
        float[] depthM = new float[Sensor.Pixels];
        for (int i = 0; i < maps; i++)
        {
            Array.Fill(depthM, DepthM(i));
            truth.AppendDepth((i + 1) * PeriodUs, depthM, []);
        }

        truth.Complete();
    }

    /// <summary>Maps that move every raw pixel by whole columns and rows.</summary>
    public static void Calibration(string home, string scene, int columns = 0, int rows = 0)
    {
        string folder = Directory.CreateDirectory(Path.Combine(home, $"{scene}_calib")).FullName;
        foreach (string side in (string[])["left", "right"])
        {
            Write($"{scene}_{side}_x_map.txt", (x, _) => x + columns);
            Write($"{scene}_{side}_y_map.txt", (_, y) => y + rows);
        }

        void Write(string name, Func<int, int, int> value) => File.WriteAllLines(
            Path.Combine(folder, name),
            Enumerable.Range(0, Sensor.Height).Select(y => string.Join(' ', Enumerable.Range(0, Sensor.Width).Select(x => value(x, y)))));
    }
}
