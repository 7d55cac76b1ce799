using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5Z: filters.</summary>
public sealed unsafe partial class H5Z
{
    public const uint CONFIG_ENCODE_ENABLED = 0x0001u;
    public const uint CONFIG_DECODE_ENABLED = 0x0002u;

    /// <summary>Whether a filter fits a data set (<c>H5Z_can_apply_func_t</c>).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int can_apply_func_t(long dcpl_id, long type_id, long space_id);

    /// <summary>Fits a filter's parameters to a data set (<c>H5Z_set_local_func_t</c>).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int set_local_func_t(long dcpl_id, long type_id, long space_id);

    /// <summary>A filter (<c>H5Z_func_t</c>): the bytes of its result, 0 for failure. The array carries its first element only.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint func_t(uint flags, nint cd_nelmts, uint[] cd_values, nint nbytes, ref nint buf_size, ref nint buf);

    /// <summary>Registered number of a filter (<c>H5Z_filter_t</c>); any other number names one registered later or a plug-in.</summary>
    public enum filter_t
    {
        ERROR = -1,
        NONE = 0,
        DEFLATE = 1,
        SHUFFLE = 2,
        FLETCHER32 = 3,
        SZIP = 4,
        NBIT = 5,
        SCALEOFFSET = 6,
        RESERVED = 256,
        MAX = 65535,
    }

    /// <summary>Above 0 if the filter is built in, registered, or its plug-in loads.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Zfilter_avail")]
    public static partial int filter_avail(filter_t filter);

    /// <summary>Registers a filter; the library copies the record, the caller keeps its delegates alive.</summary>
    [DllImport(Constants.DLLFileName, EntryPoint = "H5Zregister", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    public static extern int register(ref class_t filter_class);

    /// <summary>A filter and what it can do (<c>H5Z_class2_t</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct class_t
    {
        public int version;
        public filter_t id;
        public uint encoder_present;
        public uint decoder_present;
        public byte* name;
        public can_apply_func_t? can_apply;
        public set_local_func_t? set_local;
        public func_t? filter;
    }
}
