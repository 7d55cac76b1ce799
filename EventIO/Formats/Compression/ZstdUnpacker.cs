using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>Zstandard frames by the distribution's libzstd.</summary>
internal sealed unsafe class ZstdUnpacker : FrameUnpacker
{
    private readonly ZstdContext context;

    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public ZstdUnpacker()
    {
        context = ZstdLibrary.CreateContext();
        if (context.IsInvalid)
        {
            context.Dispose();
            throw new InsufficientMemoryException("libzstd has no memory for its state");
        }

        // The library's own limit is twice this and would be reserved on a hostile header's word.
        Check(ZstdLibrary.SetParameter(context, ZstdLibrary.WindowLogMax, MaxWindowLog));
    }

    /// <summary>The bytes that a frame begins with, read as a little-endian number.</summary>
    public const uint Magic = 0xFD2FB528;

    public override void Reset() => Check(ZstdLibrary.Reset(context, ZstdLibrary.ResetSessionOnly));

    public override void Dispose() => context.Dispose();

    protected override bool Step(ReadOnlySpan<byte> packed, Span<byte> room, out int consumed, out int produced)
    {
        nuint expected;
        fixed (byte* from = packed)
        fixed (byte* to = room)
        {
            ZstdBuffer source = new() { Start = from, Bytes = (nuint)packed.Length };
            ZstdBuffer target = new() { Start = to, Bytes = (nuint)room.Length };
            expected = ZstdLibrary.Decompress(context, ref target, ref source);
            (consumed, produced) = ((int)source.Used, (int)target.Used);
        }

        Check(expected);
        return expected == 0;
    }

    private static void Check(nuint result)
    {
        if (ZstdLibrary.IsError(result) != 0)
        {
            throw new InvalidDataException($"does not unpack: {Marshal.PtrToStringUTF8(ZstdLibrary.ErrorName(result))}");
        }
    }
}
