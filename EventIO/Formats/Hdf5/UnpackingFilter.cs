using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Packing filters for libhdf5, reading only: h5py's LZF (registered number 32000) and Blosc (32001, as DSEC's files have it). Debian's plug-in for
/// LZF does not load into a process that is not linked against libhdf5 and liblzf itself. Events do not come this way, see
/// <see cref="ChunkPipeline"/>; sets of more dimensions do.
/// </summary>
internal sealed unsafe class UnpackingFilter
{
    private const int ClassVersion = 1;
    private const uint Reverse = 0x0100;

    /// <summary>A chunk that unpacks to more than this is not one that a reader would cache.</summary>
    private const long MaxChunkBytes = 256L << 20;

    private static readonly UnpackingFilter LzfOfH5py = new(Lzf.UnpackedLength, Lzf.TryUnpack);
    private static readonly UnpackingFilter Blosc = new(BloscLibrary.UnpackedLength, BloscLibrary.TryUnpack);
    private readonly LengthOf lengthOf;
    private readonly Unpack unpack;

    /// <summary>Kept: the library holds a pointer to it.</summary>
    private readonly H5Z.func_t run;

    private UnpackingFilter(LengthOf lengthOf, Unpack unpack)
    {
        this.lengthOf = lengthOf;
        this.unpack = unpack;
        run = Run;
    }

    /// <summary>Length of what packed bytes unpack to, not above 0 if they are damaged.</summary>
    private delegate long LengthOf(ReadOnlySpan<byte> packed);

    /// <summary>Whether they are sound and fill the destination exactly.</summary>
    private delegate bool Unpack(ReadOnlySpan<byte> packed, Span<byte> destination);

    /// <summary>Makes the filters known to libhdf5; Blosc's where libblosc is there.</summary>
    public static void RegisterAll()
    {
        LzfOfH5py.Register(Hdf5Filter.Lzf, "lzf\0"u8);
        if (BloscLibrary.IsAvailable)
        {
            Blosc.Register(Hdf5Filter.Blosc, "blosc\0"u8);
        }
    }

    /// <param name="number">The registered number.</param>
    /// <param name="name">Ends in 0 and lies in the assembly's data, which does not move.</param>
    private void Register(int number, ReadOnlySpan<byte> name)
    {
        fixed (byte* pointer = name)
        {
            H5Z.class_t filter = new() { version = ClassVersion, id = (H5Z.filter_t)number, decoder_present = 1, name = pointer, filter = run };
            _ = H5Z.register(ref filter);
        }
    }

    /// <summary>Bytes given, 0 for a failure: then the buffer stays as it was.</summary>
    private nint Run(uint flags, nint parameters, uint[] values, nint bytes, ref nint bufferBytes, ref nint buffer)
    {
        if ((flags & Reverse) == 0 || bytes > int.MaxValue)
        {
            return 0;
        }

        ReadOnlySpan<byte> packed = new((void*)buffer, (int)bytes);
        long length = lengthOf(packed);
        nint unpacked = length is > 0 and <= MaxChunkBytes ? H5.allocate_memory((nint)length, 0) : 0;
        if (unpacked == 0)
        {
            return 0;
        }

        if (!unpack(packed, new Span<byte>((void*)unpacked, (int)length)))
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
