using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5G: groups.</summary>
public sealed partial class H5G
{
    /// <summary>How a group keeps its links (<c>H5G_storage_type_t</c>).</summary>
    public enum storage_type_t
    {
        UNKNOWN = -1,
        SYMBOL_TABLE,
        COMPACT,
        DENSE,
    }

    /// <summary>Closes a group.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gclose")]
    public static partial int close(long group_id);

    /// <summary>Creates a group.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(long loc_id, string name, long lcpl_id = H5P.DEFAULT, long gcpl_id = H5P.DEFAULT, long gapl_id = H5P.DEFAULT);

    /// <summary>Facts of the group under <paramref name="name"/>.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gget_info_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int get_info_by_name(long loc_id, string name, ref info_t ginfo, long lapl_id = H5P.DEFAULT);

    /// <summary>Opens a group.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gopen2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long loc_id, string name, long gapl_id = H5P.DEFAULT);

    /// <summary>Facts of a group (<c>H5G_info_t</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct info_t
    {
        public storage_type_t storage_type;
        public ulong nlinks;
        public long max_corder;
        public uint mounted;
    }
}
