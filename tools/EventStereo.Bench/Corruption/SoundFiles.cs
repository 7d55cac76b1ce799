using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Bench.Corruption;

/// <summary>Small sound files of every format that is written, to be damaged.</summary>
public static class SoundFiles
{
    private const int Events = 1500;
    private static readonly SensorSize Sensor = new(40, 30);

    /// <summary>Writes one of each format, or of the one named, into a folder; their paths and formats.</summary>
    public static IReadOnlyList<(string Path, string Format)> Write(string folder, string? format)
    {
        List<(string, string)> files = [];
        foreach (IRecordingFormat written in RecordingFormats.All.Where(known => known.WritesCameras > 0 && (format is null || known.Name == format)))
        {
            string path = Path.Combine(folder, $"sound-{written.Name}{(written.Extensions.Count > 0 ? written.Extensions[0] : "")}");
            IReadOnlyList<CameraSide> cameras = written.WritesCameras == 2 ? CameraSides.Both : CameraSides.One;
            using (IRecordingWriter writer = written.Create(path, new RecordingDescription(Sensor, cameras)))
            {
                foreach (CameraSide side in cameras)
                {
                    writer.Append(side, Draw((int)side));
                }

                writer.Complete();
            }

            files.Add((path, written.Name));
        }

        return files;
    }

    /// <summary>Events at random pixels, some of them bunched in one row as edges are, over a quarter of a second.</summary>
    private static EventBatch Draw(int seed)
    {
        Random random = new(seed);
        EventBatch events = new(Events);
        long tUs = 0;
        for (int i = 0; i < Events; i++)
        {
            tUs += random.Next(8) == 0 ? random.Next(2000) : 0;
            events.Add(tUs, (ushort)random.Next(Sensor.Width), (ushort)(i / 20 % Sensor.Height), (sbyte)(random.Next(2) == 0 ? -1 : 1));
        }

        return events;
    }
}
