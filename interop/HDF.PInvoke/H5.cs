using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5: the library as a whole.</summary>
public sealed unsafe partial class H5
{
    /// <summary>Which index of a group's links to walk (<c>H5_index_t</c>).</summary>
    public enum index_t
    {
        UNKNOWN = -1,
        NAME,
        CRT_ORDER,
        N,
    }

    /// <summary>Order of a walk (<c>H5_iter_order_t</c>).</summary>
    public enum iter_order_t
    {
        UNKNOWN = -1,
        INC,
        DEC,
        NATIVE,
        N,
    }

    /// <summary>Initialises the library.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5open")]
    public static partial int open();

    /// <summary>Keeps the library from cleaning up at process exit; counts only before its first use.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5dont_atexit")]
    public static partial int dont_atexit();

    /// <summary>Memory from the library's own allocator, zeroed if <paramref name="clear"/> is not 0.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5allocate_memory")]
    public static partial nint allocate_memory(nint size, uint clear);

    /// <summary>Gives memory back to the library's own allocator.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5free_memory")]
    public static partial int free_memory(nint buf);

    /// <summary>Version of the library in use.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5get_libversion")]
    public static partial int get_libversion(ref uint majnum, ref uint minnum, ref uint relnum);

    /// <summary>Whether the library was built with its global lock.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5is_library_threadsafe")]
    public static partial int is_library_threadsafe(ref uint is_ts);
}
