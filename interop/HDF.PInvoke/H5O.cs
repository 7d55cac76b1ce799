using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5O: objects of any kind.</summary>
public sealed partial class H5O
{
    /// <summary>Closes an object.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Oclose")]
    public static partial int close(long object_id);

    /// <summary>Opens a group, data set or named type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Oopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long loc_id, string name, long lapl_id = H5P.DEFAULT);
}
