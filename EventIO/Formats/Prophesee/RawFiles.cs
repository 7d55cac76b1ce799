using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Opens RAW files; what their three formats share.</summary>
internal static class RawFiles
{
    /// <summary>Whether a file has this encoding.</summary>
    public static bool AreOf(RawEncoding encoding, FileProbe file) => file.Head is [(byte)'%', ..] && RawHeader.Read(file.Head).Encoding == encoding;

    /// <summary>Opens a file as this encoding, whatever its header says; it may have none.</summary>
    /// <exception cref="InvalidDataException">The header states an impossible sensor.</exception>
    public static IEventRecording Open(string path, RawEncoding encoding, string format, OpenOptions options)
    {
        FileProbe probe = FileProbe.Of(path);
        RawHeader header = RawHeader.Read(probe.Head);
        Func<CameraSide, EventDecoder> open = encoding switch
        {
            RawEncoding.Evt2 => _ => new KernelDecoder<EventKernels.Evt2, Evt2State>(path, header.Length, default),
            RawEncoding.Evt3 => _ => new KernelDecoder<EventKernels.Evt3, Evt3State>(path, header.Length, default),
            _ => Evt21(path, header, probe),
        };
        return new StreamedRecording(path, format, [CameraSide.Left], header.Sensor(path) ?? options.Sensor, options, open);
    }

    /// <summary>The header of a file to be written. No date: equal content is an equal file.</summary>
    public static byte[] Header(string version, string format, SensorSize sensor) => System.Text.Encoding.ASCII.GetBytes(
        $"% evt {version}\n% format {format};height={sensor.Height};width={sensor.Width}\n% geometry {sensor}\n% integrator_name EventStereo\n% end\n");

    private static Func<CameraSide, EventDecoder> Evt21(string path, RawHeader header, FileProbe probe)
    {
        bool highHalfFirst = header.HighHalfFirst ?? RawWords.IsHighHalfFirst(probe.Head[header.Length..]);
        return _ => new KernelDecoder<EventKernels.Evt21, Evt2State>(path, header.Length, new Evt2State { HighHalfFirst = highHalfFirst });
    }
}
