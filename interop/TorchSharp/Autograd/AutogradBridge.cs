using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// Where libtorch calls managed autograd functions. No exception may unwind through C++ frames: each is kept here under a number,
/// which travels as an error of the C++ side, and is found again where the call returns.
/// </summary>
internal static unsafe class AutogradBridge
{
    private static readonly ConcurrentDictionary<long, Exception> Exceptions = new();
    private static long lastId;

    /// <summary>The exception of that number, which is forgotten here.</summary>
    public static Exception? TakeException(long id) => Exceptions.TryRemove(id, out Exception? exception) ? exception : null;

    [UnmanagedCallersOnly]
    public static long Forward(nint managed, nint context, nint outputs) => Guarded(() => Call(managed).Forward(context, outputs));

    [UnmanagedCallersOnly]
    public static long Backward(nint managed, nint context, nint* grads, long count, nint outputs) =>
        Guarded(() => Call(managed).Backward(context, new ReadOnlySpan<nint>(grads, (int)count), outputs));

    [UnmanagedCallersOnly]
    public static void Release(nint managed)
    {
        Call(managed).Dispose();
        GCHandle.FromIntPtr(managed).Free();
    }

    private static FunctionCall Call(nint managed) => (FunctionCall)GCHandle.FromIntPtr(managed).Target!; // allocated with one

    private static long Guarded(Action body)
    {
        try
        {
            body();
            return 0;
        }
#pragma warning disable CA1031 // whatever it is, it goes on behind the C++ frames
        catch (Exception exception)
#pragma warning restore CA1031
        {
            long id = Interlocked.Increment(ref lastId);
            Exceptions[id] = exception;
            return id;
        }
    }
}
