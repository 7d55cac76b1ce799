using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5I: identifiers.</summary>
public sealed partial class H5I
{
    /// <summary>What an identifier stands for (<c>H5I_type_t</c>).</summary>
    public enum type_t
    {
        UNINIT = -2,
        BADID = -1,
        FILE = 1,
        GROUP,
        DATATYPE,
        DATASPACE,
        DATASET,
        ATTR,
        REFERENCE,
        VFL,
        GENPROP_CLS,
        GENPROP_LST,
        ERROR_CLASS,
        ERROR_MSG,
        ERROR_STACK,
        NTYPES,
    }

    /// <summary>Kind of an identifier.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Iget_type")]
    public static partial type_t get_type(long obj_id);
}
