using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5T: element types.</summary>
public sealed partial class H5T
{
    /// <summary>Class of a type (<c>H5T_class_t</c>).</summary>
    public enum class_t
    {
        NO_CLASS = -1,
        INTEGER = 0,
        FLOAT = 1,
        TIME = 2,
        STRING = 3,
        BITFIELD = 4,
        OPAQUE = 5,
        COMPOUND = 6,
        REFERENCE = 7,
        ENUM = 8,
        VLEN = 9,
        ARRAY = 10,
        NCLASSES,
    }

    /// <summary>Character set of a string (<c>H5T_cset_t</c>).</summary>
    public enum cset_t
    {
        ERROR = -1,
        ASCII = 0,
        UTF8 = 1,
        RESERVED_2 = 2,
        RESERVED_3 = 3,
        RESERVED_4 = 4,
        RESERVED_5 = 5,
        RESERVED_6 = 6,
        RESERVED_7 = 7,
        RESERVED_8 = 8,
        RESERVED_9 = 9,
        RESERVED_10 = 10,
        RESERVED_11 = 11,
        RESERVED_12 = 12,
        RESERVED_13 = 13,
        RESERVED_14 = 14,
    }

    public static long C_S1 => NativeLibraryResolver.Global("H5T_C_S1_g");

    public static long IEEE_F32LE => NativeLibraryResolver.Global("H5T_IEEE_F32LE_g");

    public static long IEEE_F64LE => NativeLibraryResolver.Global("H5T_IEEE_F64LE_g");

    public static long STD_I8LE => NativeLibraryResolver.Global("H5T_STD_I8LE_g");

    public static long STD_I16LE => NativeLibraryResolver.Global("H5T_STD_I16LE_g");

    public static long STD_I32LE => NativeLibraryResolver.Global("H5T_STD_I32LE_g");

    public static long STD_I64LE => NativeLibraryResolver.Global("H5T_STD_I64LE_g");

    public static long STD_U8LE => NativeLibraryResolver.Global("H5T_STD_U8LE_g");

    public static long STD_U16LE => NativeLibraryResolver.Global("H5T_STD_U16LE_g");

    public static long STD_U32LE => NativeLibraryResolver.Global("H5T_STD_U32LE_g");

    public static long STD_U64LE => NativeLibraryResolver.Global("H5T_STD_U64LE_g");

    public static long NATIVE_DOUBLE => NativeLibraryResolver.Global("H5T_NATIVE_DOUBLE_g");

    public static long NATIVE_FLOAT => NativeLibraryResolver.Global("H5T_NATIVE_FLOAT_g");

    public static long NATIVE_INT8 => NativeLibraryResolver.Global("H5T_NATIVE_INT8_g");

    public static long NATIVE_INT32 => NativeLibraryResolver.Global("H5T_NATIVE_INT32_g");

    public static long NATIVE_INT64 => NativeLibraryResolver.Global("H5T_NATIVE_INT64_g");

    public static long NATIVE_UINT8 => NativeLibraryResolver.Global("H5T_NATIVE_UINT8_g");

    /// <summary>Closes a type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tclose")]
    public static partial int close(long type_id);

    /// <summary>Copies a type, which may then be changed.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tcopy")]
    public static partial long copy(long type_id);

    /// <summary>Above 0 if both are the same type, byte order and all.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tequal")]
    public static partial int equal(long type_id1, long type_id2);

    /// <summary>Class of a type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_class")]
    public static partial class_t get_class(long dtype_id);

    /// <summary>Bytes of one element.</summary>
    /// <summary>Bit places and widths of a float's sign, exponent and mantissa.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_fields")]
    public static partial int get_fields(long dtype_id, ref nint spos, ref nint epos, ref nint esize, ref nint mpos, ref nint msize);

    /// <summary>Bit place of the first significant bit.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_offset")]
    public static partial int get_offset(long dtype_id);

    /// <summary>Significant bits.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_precision")]
    public static partial nint get_precision(long dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_size")]
    public static partial nint get_size(long dtype_id);

    /// <summary>Above 0 for a string of variable length.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tis_variable_str")]
    public static partial int is_variable_str(long dtype_id);

    /// <summary>Character set of a string type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tset_cset")]
    public static partial int set_cset(long dtype_id, cset_t cset);

    /// <summary>Bytes of one element.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tset_size")]
    public static partial int set_size(long dtype_id, nint size);
}
