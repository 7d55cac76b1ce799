using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5E: the error stack, one a thread.</summary>
public sealed partial class H5E
{
    /// <summary>The calling thread's current stack.</summary>
    public const long DEFAULT = 0;

    /// <summary>Called by the library whenever one of its functions fails (<c>H5E_auto2_t</c>).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int auto_t(long estack, nint client_data);

    /// <summary>Called by <see cref="walk"/> for each record (<c>H5E_walk2_t</c>).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int walk_t(uint n, [In] ref error_t err_desc, nint client_data);

    /// <summary>Direction of a walk (<c>H5E_direction_t</c>): upward begins where the error arose.</summary>
    public enum direction_t
    {
        H5E_WALK_UPWARD = 0,
        H5E_WALK_DOWNWARD = 1,
    }

    /// <summary>Stops or sets the automatic report of errors of the calling thread; null stops it.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Eset_auto2")]
    public static partial int set_auto(long estack_id, auto_t? func, nint client_data);

    /// <summary>Empties a stack.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Eclear2")]
    public static partial int clear(long estack_id);

    /// <summary>Calls <paramref name="func"/> for each record of a stack.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Ewalk2")]
    public static partial int walk(long estack_id, direction_t direction, walk_t func, nint client_data);

    /// <summary>One record of a stack (<c>H5E_error2_t</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct error_t
    {
        public long cls_id;
        public long maj_num;
        public long min_num;
        public uint line;
        [MarshalAs(UnmanagedType.LPStr)]
        public string func_name;
        [MarshalAs(UnmanagedType.LPStr)]
        public string file_name;
        [MarshalAs(UnmanagedType.LPStr)]
        public string desc;
    }
}
