using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5S: dataspaces.</summary>
public sealed unsafe partial class H5S
{
    /// <summary>The whole dataspace.</summary>
    public const int ALL = 0;

    /// <summary>An extent without limit.</summary>
    public const ulong UNLIMITED = ulong.MaxValue;

    /// <summary>Highest rank.</summary>
    public const int MAX_RANK = 32;

    /// <summary>Kind of a dataspace (<c>H5S_class_t</c>).</summary>
    public enum class_t
    {
        NO_CLASS = -1,
        SCALAR = 0,
        SIMPLE = 1,
        NULL = 2,
    }

    /// <summary>How a selection joins the one there is (<c>H5S_seloper_t</c>).</summary>
    public enum seloper_t
    {
        NOOP = -1,
        SET = 0,
        OR,
        AND,
        XOR,
        NOTB,
        NOTA,
        APPEND,
        PREPEND,
        INVALID,
    }

    /// <summary>Closes a dataspace.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sclose")]
    public static partial int close(long space_id);

    /// <summary>Makes a dataspace of a kind.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Screate")]
    public static partial long create(class_t type);

    /// <summary>Makes a dataspace of extents; null maxima are the extents.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Screate_simple")]
    public static partial long create_simple(int rank, ulong[] dims, ulong[]? maxdims);

    /// <summary>Kind of a dataspace.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_type")]
    public static partial class_t get_simple_extent_type(long space_id);

    /// <summary>Extents and their maxima, either may be null; the rank.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_dims")]
    public static partial int get_simple_extent_dims(long space_id, ulong* dims, ulong* maxdims);

    /// <summary>Rank.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_ndims")]
    public static partial int get_simple_extent_ndims(long space_id);

    /// <summary>Number of elements.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_npoints")]
    public static partial long get_simple_extent_npoints(long space_id);

    /// <summary>Selects a box; null stride and block are ones.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sselect_hyperslab")]
    public static partial int select_hyperslab(long space_id, seloper_t op, ulong[] start, ulong[]? stride, ulong[] count, ulong[]? block);
}
