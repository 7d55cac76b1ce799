using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// h5py's LZF filter (registered number 32000) for libhdf5, reading only. Distributions ship a plug-in for it, but Debian 12's
/// does not load into a process that is not linked against libhdf5 and liblzf itself.
/// </summary>
internal static unsafe class LzfFilter
{
    private const H5Z.filter_t Number = (H5Z.filter_t)32000;
    private const int ClassVersion = 1;
    private const uint Reverse = 0x0100;

    /// <summary>A chunk that unpacks to more than this is not one that a reader would cache.</summary>
    private const long MaxChunkBytes = 256L << 20;

    /// <summary>Kept: the library holds a pointer to it.</summary>
    private static readonly H5Z.func_t Filter = Run;

    /// <summary>Makes the filter known to the library.</summary>
    public static void Register()
    {
        ReadOnlySpan<byte> name = "lzf\0"u8;
        fixed (byte* pointer = name)
        {
            // The name points into the assembly's data, which does not move.
            H5Z.class_t filter = new() { version = ClassVersion, id = Number, decoder_present = 1, name = pointer, filter = Filter };
            _ = H5Z.register(ref filter);
        }
    }

    private static nint Run(uint flags, nint parameters, uint[] values, nint bytes, ref nint bufferBytes, ref nint buffer)
    {
        if ((flags & Reverse) == 0 || bytes > int.MaxValue)
        {
            return 0;
        }

        ReadOnlySpan<byte> packed = new((void*)buffer, (int)bytes);
        long length = Lzf.UnpackedLength(packed);
        nint unpacked = length is > 0 and <= MaxChunkBytes ? H5.allocate_memory((nint)length, 0) : 0;
        if (unpacked == 0)
        {
            return 0;
        }

        _ = Lzf.TryUnpack(packed, new Span<byte>((void*)unpacked, (int)length));
        _ = H5.free_memory(buffer);
        buffer = unpacked;
        bufferBytes = (nint)length;
        return (nint)length;
    }
}
