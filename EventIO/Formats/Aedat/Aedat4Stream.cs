using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>A stream as the file's header describes it.</summary>
/// <param name="Id">The number by which packets name it.</param>
/// <param name="Type">Four letters: <c>EVTS</c>, <c>FRME</c>, <c>IMUS</c>, <c>TRIG</c> or another.</param>
/// <param name="Name">Its name, perhaps empty.</param>
/// <param name="Source">The camera it comes from; null if not said.</param>
/// <param name="Size">Size of its images or of its camera; null if not said.</param>
internal sealed record Aedat4Stream(int Id, string Type, string Name, string? Source, SensorSize? Size)
{
    /// <summary>Type of event streams.</summary>
    public const string Events = "EVTS";

    /// <summary>Type of image streams.</summary>
    public const string Frames = "FRME";

    /// <summary>Type of inertial measurements.</summary>
    public const string Imu = "IMUS";

    /// <summary>Type of external triggers.</summary>
    public const string Triggers = "TRIG";

    /// <summary>What the stream carries.</summary>
    public StreamKind Kind => Type switch
    {
        Events => StreamKind.Events,
        Frames => StreamKind.Frames,
        Imu => StreamKind.Imu,
        _ => StreamKind.Other,
    };
}
