using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5Z: filters.</summary>
public sealed partial class H5Z
{
    /// <summary>Registered number of a filter (<c>H5Z_filter_t</c>); any other number names a plug-in.</summary>
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

    /// <summary>Above 0 if the filter is built in or its plug-in loads.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Zfilter_avail")]
    public static partial int filter_avail(filter_t filter);
}
