using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5D: data sets.</summary>
public sealed unsafe partial class H5D
{
    /// <summary>Where the value of what was never written comes from (<c>H5D_fill_value_t</c>).</summary>
    public enum fill_value_t
    {
        ERROR = -1,
        UNDEFINED = 0,
        DEFAULT = 1,
        USER_DEFINED = 2,
    }

    /// <summary>How a data set lies in the file (<c>H5D_layout_t</c>).</summary>
    public enum layout_t
    {
        LAYOUT_ERROR = -1,
        COMPACT = 0,
        CONTIGUOUS = 1,
        CHUNKED = 2,
        VIRTUAL = 3,
        NLAYOUTS = 4,
    }

    /// <summary>Closes a data set.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dclose")]
    public static partial int close(long dset_id);

    /// <summary>Creates a data set and links it under <paramref name="name"/>.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(long loc_id, string name, long type_id, long space_id, long lcpl_id = H5P.DEFAULT, long dcpl_id = H5P.DEFAULT, long dapl_id = H5P.DEFAULT);

    /// <summary>Bytes that the chunk at <paramref name="offset"/>, in elements, takes in the file; 0 if it was never written.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_chunk_storage_size")]
    public static partial int get_chunk_storage_size(long dset_id, ulong* offset, ref ulong chunk_bytes);

    /// <summary>Copy of the creation properties.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_create_plist")]
    public static partial long get_create_plist(long dset_id);

    /// <summary>Where the raw data of a contiguous data set begins in the file; the greatest value if nowhere.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_offset")]
    public static partial ulong get_offset(long dset_id);

    /// <summary>Copy of the dataspace.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_space")]
    public static partial long get_space(long dset_id);

    /// <summary>Bytes stored in the file, after the filters.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_storage_size")]
    public static partial ulong get_storage_size(long dset_id);

    /// <summary>Copy of the element type.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_type")]
    public static partial long get_type(long dset_id);

    /// <summary>Opens a data set.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dopen2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long file_id, string name, long dapl_id = H5P.DEFAULT);

    /// <summary>Reads a selection, converted to <paramref name="mem_type_id"/>.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dread")]
    public static partial int read(long dset_id, long mem_type_id, long mem_space_id, long file_space_id, long plist_id, nint buf);

    /// <summary>Reads the stored bytes of the chunk that begins at <paramref name="offset"/> (its first element), filters not undone.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dread_chunk")]
    public static partial int read_chunk(long dset_id, long dxpl_id, ref ulong offset, ref uint filter_mask, nint buf);

    /// <summary>Changes the extent of a chunked data set.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dset_extent")]
    public static partial int set_extent(long dset_id, ulong[] size);

    /// <summary>Writes a selection.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dwrite")]
    public static partial int write(long dset_id, long mem_type_id, long mem_space_id, long file_space_id, long plist_id, nint buf);

    /// <summary>Writes a chunk as it is to lie in the file, filters done, at <paramref name="offset"/> (its first element).</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dwrite_chunk")]
    public static partial int write_chunk(long dset_id, long dxpl_id, uint filter_mask, ref ulong offset, nint data_size, nint buf);
}
