using EventStereo.EventIO.Encoding;

namespace EventStereo.EventIO.Datasets;

/// <summary>How the events of a window become a tensor [C, H, W].</summary>
public enum EventEncoding
{
    /// <summary><see cref="StackingBasedOnTime"/>, int8.</summary>
    Sbt,

    /// <summary><see cref="StackingByNumber"/>, int8.</summary>
    Sbn,

    /// <summary><see cref="EventCount"/>, float32, one channel.</summary>
    Count,

    /// <summary><see cref="PolarityHistogram"/>, float32.</summary>
    Histogram,

    /// <summary><see cref="VoxelGrid"/>, float32.</summary>
    Voxel,

    /// <summary><see cref="Encoding.TimeSurface"/>, float32, two channels.</summary>
    TimeSurface,

    /// <summary><see cref="AveragedTimeSurface"/>, float32, by cells.</summary>
    Averaged,
}
