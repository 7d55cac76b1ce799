using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5F: files.</summary>
public sealed partial class H5F
{
    public const uint ACC_RDONLY = 0x0000u;
    public const uint ACC_RDWR = 0x0001u;
    public const uint ACC_TRUNC = 0x0002u;
    public const uint ACC_EXCL = 0x0004u;

    /// <summary>How closing a file treats objects still open in it (<c>H5F_close_degree_t</c>).</summary>
    public enum close_degree_t
    {
        DEFAULT,
        WEAK,
        SEMI,
        STRONG,
    }

    /// <summary>What a flush reaches (<c>H5F_scope_t</c>).</summary>
    public enum scope_t
    {
        LOCAL,
        GLOBAL,
    }

    /// <summary>Closes a file.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fclose")]
    public static partial int close(long file_id);

    /// <summary>Creates a file.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(string filename, uint flags, long create_plist = H5P.DEFAULT, long access_plist = H5P.DEFAULT);

    /// <summary>Writes what is cached.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fflush")]
    public static partial int flush(long object_id, scope_t scope);

    /// <summary>Opens a file.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(string filename, uint flags, long plist = H5P.DEFAULT);
}
