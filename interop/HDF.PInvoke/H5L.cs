using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5L: links.</summary>
public sealed partial class H5L
{
    /// <summary>Kind of a link (<c>H5L_type_t</c>).</summary>
    public enum type_t
    {
        ERROR = -1,
        HARD = 0,
        SOFT = 1,
        EXTERNAL = 64,
        MAX = 255,
    }

    /// <summary>Above 0 if a link of that name exists; what it points to may not.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Lexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int exists(long loc_id, string name, long lapl_id = H5P.DEFAULT);

    /// <summary>Facts of a link.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Lget_info", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int get_info(long loc_id, string name, ref info_t linfo, long lapl_id = H5P.DEFAULT);

    /// <summary>Name of the <paramref name="n"/>-th link of a group; the name's length without its closing zero.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Lget_name_by_idx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint get_name_by_idx(long loc_id, string group_name, H5.index_t idx_type, H5.iter_order_t order, ulong n, nint name, nint size, long lapl_id);

    /// <summary>Facts of a link (<c>H5L_info_t</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct info_t
    {
        public type_t type;
        public uint corder_valid;
        public long corder;
        public H5T.cset_t cset;
        public u_t u;

        /// <summary>Address of a hard link's object or size of another link's value.</summary>
        [StructLayout(LayoutKind.Explicit)]
        public struct u_t
        {
            [FieldOffset(0)]
            public ulong address;
            [FieldOffset(0)]
            public nint val_size;
        }
    }
}
