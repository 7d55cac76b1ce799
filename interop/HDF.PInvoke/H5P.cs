using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>H5P: property lists.</summary>
public sealed partial class H5P
{
    /// <summary>The default property list of whatever class is asked for.</summary>
    public const long DEFAULT = 0;

    public static long DATASET_ACCESS => NativeLibraryResolver.Global("H5P_CLS_DATASET_ACCESS_ID_g");

    public static long DATASET_CREATE => NativeLibraryResolver.Global("H5P_CLS_DATASET_CREATE_ID_g");

    public static long FILE_ACCESS => NativeLibraryResolver.Global("H5P_CLS_FILE_ACCESS_ID_g");

    /// <summary>Closes a list.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pclose")]
    public static partial int close(long plist);

    /// <summary>Makes a list of a class.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pcreate")]
    public static partial long create(long cls_id);

    /// <summary>Chunk extents; the rank of the chunk.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_chunk")]
    public static partial int get_chunk(long plist_id, int max_ndims, [In, Out] ulong[] dims);

    /// <summary>Number of external files that hold the raw data.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_external_count")]
    public static partial int get_external_count(long plist);

    /// <summary>The <paramref name="idx"/>-th filter of the pipeline.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_filter2")]
    public static partial H5Z.filter_t get_filter(long plist_id, uint idx, ref uint flags, ref nint cd_nelmts, uint[] cd_values, nint namelen, [In, Out] byte[] name, ref uint filter_config);

    /// <summary>Whether a value for what was never written is defined, and by whom.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pfill_value_defined")]
    public static partial int H5Pfill_value_defined(long plist_id, ref H5D.fill_value_t status);

    /// <summary>Layout of the raw data.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_layout")]
    public static partial H5D.layout_t get_layout(long plist);

    /// <summary>Number of filters in the pipeline.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_nfilters")]
    public static partial int get_nfilters(long plist);

    /// <summary>Chunk extents.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_chunk")]
    public static partial int set_chunk(long plist_id, int ndims, ulong[] dims);

    /// <summary>Chunk cache of one data set: slots, bytes, preemption.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_chunk_cache")]
    public static partial int set_chunk_cache(long dapl_id, nint rdcc_nslots, nint rdcc_nbytes, double rdcc_w0);

    /// <summary>Adds deflate, level 0 to 9.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_deflate")]
    public static partial int set_deflate(long plist_id, uint level);

    /// <summary>How closing the file treats objects still open in it.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_fclose_degree")]
    public static partial int set_fclose_degree(long fapl_id, H5F.close_degree_t fc_degree);

    /// <summary>Whether an object keeps its times; a data set's creation list is an object's.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_obj_track_times")]
    public static partial int set_obj_track_times(long ocpl_id, uint track_times);

    /// <summary>Adds the byte shuffle.</summary>
    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_shuffle")]
    public static partial int set_shuffle(long plist_id);
}
