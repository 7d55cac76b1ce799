namespace HDF.PInvoke;

/// <summary>Names of the native library, as P/Invoke sees them; <see cref="NativeLibraryResolver"/> finds the file.</summary>
public static class Constants
{
    /// <summary>The name every import of this assembly carries.</summary>
    public const string DLLFileName = "hdf5";
}
