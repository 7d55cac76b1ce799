using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>An event as a packet holds it: 16 bytes, little-endian, the last three of them padding.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly struct Aedat4Event
{
    /// <summary>Its length in the file.</summary>
    public const int Bytes = 16;

    /// <summary>Unix time in microseconds; one below 0 is one beyond every limit here.</summary>
    public readonly ulong TUs;

    /// <summary>Column; int16 in the file, so that a negative one is one beyond every sensor here.</summary>
    public readonly ushort X;

    /// <summary>Row, likewise.</summary>
    public readonly ushort Y;

    /// <summary>0 for darker, anything else for brighter.</summary>
    public readonly byte On;
}
