using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>LZ4 frames by the distribution's liblz4. A block holds at most 4 MiB, so the library's own memory is bounded by the format.</summary>
internal sealed unsafe class Lz4Unpacker : FrameUnpacker
{
    private readonly Lz4Context context;

    /// <exception cref="DllNotFoundException">liblz4 is not installed.</exception>
    public Lz4Unpacker() => Check(Lz4Library.CreateContext(out context, Lz4Library.Version));

    /// <summary>The bytes that a frame begins with, read as a little-endian number.</summary>
    public const uint Magic = 0x184D2204;

    public override void Reset() => Lz4Library.ResetContext(context);

    public override void Dispose() => context.Dispose();

    protected override bool Step(ReadOnlySpan<byte> packed, Span<byte> room, out int consumed, out int produced)
    {
        nuint taken = (nuint)packed.Length, made = (nuint)room.Length, expected;
        fixed (byte* from = packed)
        fixed (byte* to = room)
        {
            expected = Lz4Library.Decompress(context, to, ref made, from, ref taken, null);
        }

        Check(expected);
        (consumed, produced) = ((int)taken, (int)made);
        return expected == 0;
    }

    private static void Check(nuint result)
    {
        if (Lz4Library.IsError(result) != 0)
        {
            throw new InvalidDataException($"does not unpack: {Marshal.PtrToStringUTF8(Lz4Library.ErrorName(result))}");
        }
    }
}
