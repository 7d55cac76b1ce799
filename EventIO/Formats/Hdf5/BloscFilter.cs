using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// The Blosc filter (registered number 32001, as DSEC's files have it) for libhdf5 over the distribution's libblosc, reading only.
/// Debian has no plug-in for it. Events do not come this way, see <see cref="ChunkPipeline"/>; sets of more dimensions do.
/// </summary>
internal static unsafe class BloscFilter
{
    private const int ClassVersion = 1;
    private const uint Reverse = 0x0100;

    /// <summary>A chunk that unpacks to more than this is not one that a reader would cache.</summary>
    private const long MaxChunkBytes = 256L << 20;

    /// <summary>Kept: the library holds a pointer to it.</summary>
    private static readonly H5Z.func_t Filter = Run;

    /// <summary>Makes the filter known to the library, where libblosc is there.</summary>
    public static void Register()
    {
        if (!BloscLibrary.IsAvailable)
        {
            return;
        }

        ReadOnlySpan<byte> name = "blosc\0"u8;
        fixed (byte* pointer = name)
        {
            // The name points into the assembly's data, which does not move.
            H5Z.class_t filter = new() { version = ClassVersion, id = (H5Z.filter_t)Hdf5Filter.Blosc, decoder_present = 1, name = pointer, filter = Filter };
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
        long length = BloscLibrary.UnpackedLength(packed);
        nint unpacked = length is > 0 and <= MaxChunkBytes ? H5.allocate_memory((nint)length, 0) : 0;
        if (unpacked == 0)
        {
            return 0;
        }

        if (!BloscLibrary.TryUnpack(packed, new Span<byte>((void*)unpacked, (int)length)))
        {
            _ = H5.free_memory(unpacked);
            return 0;
        }

        _ = H5.free_memory(buffer);
        buffer = unpacked;
        bufferBytes = (nint)length;
        return (nint)length;
    }
}
