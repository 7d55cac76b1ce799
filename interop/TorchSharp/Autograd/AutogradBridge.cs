using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Where libtorch's graph calls managed autograd functions. An exception cannot cross native code: it is kept here under a number
/// that travels back with the error, and thrown again by the call that began it all.
/// </summary>
internal static unsafe class AutogradBridge
{
    private static readonly ConcurrentDictionary<long, Exception> Exceptions = new();
    private static long lastException;

    /// <summary>Runs <paramref name="call"/> as a node of the graph over its tensor arguments.</summary>
    public static List<Tensor> Apply(AutogradCall call)
    {
        Tensor[] inputs = [.. call.Arguments.OfType<Tensor>()];
        nint[] handles = [.. inputs.Select(input => input.Handle)];
        const int Capacity = 64;
        nint* made = stackalloc nint[Capacity];
        long outputs;
        nint managed = GCHandle.ToIntPtr(GCHandle.Alloc(call));
        fixed (nint* start = handles)
        {
            Check(ts_autograd_apply(managed, start, handles.Length, made, Capacity, &outputs));
        }

        GC.KeepAlive(inputs);
        List<Tensor> results = [];
        for (int i = 0; i < outputs; i++)
        {
            results.Add(Tensor.Own(made[i]));
        }

        return results;
    }

    /// <summary>Takes the exception of that number, null if it was taken before.</summary>
    public static Exception? TakeException(long id) => Exceptions.TryRemove(id, out Exception? exception) ? exception : null;

    [UnmanagedCallersOnly]
    public static long Forward(nint managed, nint context, nint outputs) => Guarded(() =>
    {
        AutogradCall call = CallOf(managed);
        using DisposeScope scope = NewDisposeScope();
        using autograd.AutogradContext ctx = call.Enter(context);
        foreach (Tensor output in call.Forward(ctx))
        {
            ts_autograd_push(outputs, output.Handle);
            GC.KeepAlive(output);
        }
    });

    [UnmanagedCallersOnly]
    public static long Backward(nint managed, nint context, nint* grads, long count, nint outputs) => Guarded(() =>
    {
        AutogradCall call = CallOf(managed);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor?> gradients = [];
        for (long i = 0; i < count; i++)
        {
            gradients.Add(grads[i] == 0 ? null : Tensor.Own(grads[i]));
        }

        using autograd.AutogradContext ctx = call.Enter(context);
        List<Tensor> results = call.Backward(ctx, gradients);
        if (results.Count != call.Arguments.Length)
        {
            throw new InvalidOperationException($"backward returned {results.Count} gradients for {call.Arguments.Length} arguments");
        }

        for (int i = 0; i < results.Count; i++)
        {
            if (call.Arguments[i] is Tensor)
            {
                ts_autograd_push(outputs, results[i] is { } gradient ? gradient.Handle : 0);
            }
        }

        GC.KeepAlive(results);
    });

    [UnmanagedCallersOnly]
    public static void Release(nint managed) => GCHandle.FromIntPtr(managed).Free();

    private static AutogradCall CallOf(nint managed) => (AutogradCall)GCHandle.FromIntPtr(managed).Target!; // alive until Release

    private static long Guarded(Action body)
    {
        try
        {
            body();
            return 0;
        }
#pragma warning disable CA1031 // whatever it is, it may not unwind through native frames
        catch (Exception exception)
#pragma warning restore CA1031
        {
            long id = Interlocked.Increment(ref lastException);
            Exceptions[id] = exception;
            return id;
        }
    }
}
