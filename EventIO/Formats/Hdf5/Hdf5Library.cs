using System.Text.RegularExpressions;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// The one door to libhdf5: one caller at a time (not every build of the library is thread-safe), its own error printer
/// off on every thread, no work at process exit (a file whose disk is full would be flushed again there).
/// </summary>
internal static partial class Hdf5Library
{
    private static readonly Lock Gate = new();
    private static readonly bool Ready = Initialise();

    [ThreadStatic]
    private static bool silenced;

    /// <summary>Takes the lock until the scope is disposed and silences the calling thread.</summary>
    public static Lock.Scope Enter()
    {
        Lock.Scope scope = Gate.EnterScope();
        if (Ready && !silenced)
        {
            _ = H5E.set_auto(H5E.DEFAULT, null, 0);
            silenced = true;
        }

        return scope;
    }

    /// <summary>
    /// What the deepest record of the calling thread's error stack says, on one line; of a failed system call, the system's words. Call
    /// inside <see cref="Enter"/>, right after the failure.
    /// </summary>
    public static string LastError()
    {
        string? message = null;
        _ = H5E.walk(H5E.DEFAULT, H5E.direction_t.H5E_WALK_UPWARD, TakeFirst, 0);
        Match system = SystemError().Match(message ?? "");
        return system.Success ? system.Groups[1].Value : message?.ReplaceLineEndings(" ").Replace("\0", "", StringComparison.Ordinal) ?? "HDF5 gives no reason";

        int TakeFirst(uint n, ref H5E.error_t record, nint clientData)
        {
            message ??= record.desc;
            return 0;
        }
    }

    [GeneratedRegex("error message = '([^']+)'")]
    private static partial Regex SystemError();

    private static bool Initialise()
    {
        _ = H5.dont_atexit();
        if (H5.open() < 0)
        {
            throw new DllNotFoundException("libhdf5 does not initialise");
        }

        UnpackingFilter.RegisterAll();
        return true;
    }
}
