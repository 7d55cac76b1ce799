using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5A: attributes.</summary>
public sealed partial class H5A
{
    /// <summary>Closes an attribute.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aclose")]
    public static partial int close(long attr_id);

    /// <summary>Creates an attribute of <paramref name="loc_id"/>.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Acreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(long loc_id, string attr_name, long type_id, long space_id, long acpl_id = H5P.DEFAULT, long aapl_id = H5P.DEFAULT);

    /// <summary>Above 0 if the attribute exists.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int exists(long obj_id, string attr_name);

    /// <summary>Copy of the attribute's dataspace.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aget_space")]
    public static partial long get_space(long attr_id);

    /// <summary>Copy of the attribute's type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aget_type")]
    public static partial long get_type(long attr_id);

    /// <summary>Opens an attribute.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long obj_id, string attr_name, long aapl_id = H5P.DEFAULT);

    /// <summary>Reads the whole attribute, converted to <paramref name="type_id"/>.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aread")]
    public static partial int read(long attr_id, long type_id, nint buf);

    /// <summary>Writes the whole attribute.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Awrite")]
    public static partial int write(long attr_id, long mem_type_id, nint buf);
}
