using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Maps <see cref="Constants.DLLFileName"/> to the distribution's libhdf5 and reads the library's global identifiers.</summary>
internal static class NativeLibraryResolver
{
    /// <summary>Debian's serial build of 1.10 first, then the names other distributions use.</summary>
    private static readonly string[] Candidates =
    [
        "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so", "libhdf5.so", "libhdf5.103.dylib", "libhdf5.dylib", "hdf5.dll",
    ];

    private static readonly Lazy<nint> Handle = new(Load);

    [ModuleInitializer]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, Resolve);

    /// <summary>The value of a global <c>hid_t</c> such as <c>H5T_NATIVE_DOUBLE_g</c>; opens the library, which sets it.</summary>
    internal static long Global(string symbol)
    {
        _ = H5.open();
        return Marshal.ReadInt64(NativeLibrary.GetExport(Handle.Value, symbol));
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Constants.DLLFileName ? Handle.Value : 0;

    private static nint Load()
    {
        foreach (string candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            $"HDF5 1.10 was not found (tried {string.Join(", ", Candidates)}); on Debian install libhdf5-103-1.");
    }
}
