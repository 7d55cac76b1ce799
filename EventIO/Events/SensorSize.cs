namespace EventStereo.EventIO.Events;

/// <summary>Size of an event camera's pixel array: columns (x) by rows (y).</summary>
public readonly record struct SensorSize(int Width, int Height)
{
    /// <summary>DAVIS346, the camera of MVSEC; no MVSEC file states it.</summary>
    public static readonly SensorSize Davis346 = new(346, 260);

    /// <summary>Number of pixels.</summary>
    public int Pixels => Width * Height;

    /// <summary>Whether column <paramref name="x"/>, row <paramref name="y"/> lies on the sensor.</summary>
    public bool Contains(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height;

    /// <summary>Width by height, as in <c>346x260</c>.</summary>
    public override string ToString() => $"{Width}x{Height}";

    /// <summary>Reads <c>WxH</c>; false for anything else or a side outside 1..16384.</summary>
    public static bool TryParse(string? text, out SensorSize size)
    {
        size = default;
        string[] parts = text?.Split('x', 'X') ?? [];
        if (parts.Length != 2 || !int.TryParse(parts[0], out int width) || !int.TryParse(parts[1], out int height)
            || width is < 1 or > 16384 || height is < 1 or > 16384)
        {
            return false;
        }

        size = new SensorSize(width, height);
        return true;
    }
}
