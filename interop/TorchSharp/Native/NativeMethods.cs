using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

[module: SkipLocalsInit]

namespace TorchSharp;

/// <summary>
/// The plain C functions of <c>interop/native/torch_*.cpp</c>. Those that return a status give 0, or -1 with the message in
/// <see cref="ts_error"/>; <see cref="Check"/> turns that into an exception.
/// </summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "torchsharp_interop";

#pragma warning disable CA2255 // the one place that must run before any tensor is made: allocator, threads, callbacks
    [ModuleInitializer]
    internal static void Initialize()
    {
        ts_keep_freed_memory();
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
        {
            Check(ts_set_threads(Environment.ProcessorCount)); // the distribution's libtorch starts with one thread
        }

        ts_autograd_callbacks(&AutogradBridge.Forward, &AutogradBridge.Backward, &AutogradBridge.Release);
    }
#pragma warning restore CA2255

    /// <summary>
    /// Throws what belongs to a failed call: an <see cref="ExternalException"/> with libtorch's message, or, where managed code that
    /// libtorch had called threw, that exception itself with its own stack.
    /// </summary>
    internal static void Check(int status)
    {
        if (status != 0)
        {
            ThrowLastError();
        }
    }

    private static void ThrowLastError()
    {
        long managedId;
        string message = Marshal.PtrToStringUTF8(ts_error(&managedId)) ?? "unknown error in libtorch";
        if (managedId != 0 && AutogradBridge.TakeException(managedId) is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        throw new ExternalException(message);
    }

    [LibraryImport(Library)] internal static partial nint ts_error(long* managedId);
    [LibraryImport(Library)] internal static partial nint ts_version();
    [LibraryImport(Library)] internal static partial void ts_keep_freed_memory();

    // Operators
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int ts_op_find(string name, string overload, nint* found);
    [LibraryImport(Library)] internal static partial int ts_op_call(nint op, NativeValue* arguments, int count, NativeValue* results, int wanted);
    [LibraryImport(Library)] internal static partial void ts_list_free(nint items);

    // Tensors; the accessors that neither fail nor take long skip the runtime's transition
    [LibraryImport(Library)] internal static partial void ts_free(nint handle);
    [LibraryImport(Library)] internal static partial nint ts_share(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_dim(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_numel(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_dtype(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_element_size(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_device(nint handle, long* index);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void ts_sizes(nint handle, long* sizes);
    [LibraryImport(Library)] internal static partial int ts_strides(nint handle, long* strides);
    [LibraryImport(Library)] internal static partial int ts_storage_offset(nint handle, long* offset);
    [LibraryImport(Library)] internal static partial int ts_flags(nint handle, long* flags);
    [LibraryImport(Library)] internal static partial int ts_data(nint handle, nint* data);
    [LibraryImport(Library)] internal static partial long ts_owned_bytes(nint handle);
    [LibraryImport(Library)] internal static partial int ts_from_data(void* data, long dtype, long* sizes, long dims, nint* made, long* bytes);

    // Gradients
    [LibraryImport(Library)]
    internal static partial void ts_autograd_callbacks(
        delegate* unmanaged<nint, nint, nint, long> forward, delegate* unmanaged<nint, nint, nint*, long, nint, long> backward, delegate* unmanaged<nint, void> release);
    [LibraryImport(Library)] internal static partial void ts_autograd_push(nint outputs, nint handle);
    [LibraryImport(Library)] internal static partial int ts_autograd_apply(nint managed, nint* inputs, long count, nint** made, long* outputs);
    [LibraryImport(Library)] internal static partial int ts_context_save(nint context, nint* handles, long count);
    [LibraryImport(Library)] internal static partial int ts_context_saved(nint context, nint** made, long* count);
    [LibraryImport(Library)] internal static partial int ts_context_mark_dirty(nint context, nint* handles, long count);
    [LibraryImport(Library)] internal static partial int ts_context_mark_non_differentiable(nint context, nint* handles, long count);
    [LibraryImport(Library)] internal static partial int ts_context_materialize(nint context, long value);
    [LibraryImport(Library)] internal static partial int ts_set_requires_grad(nint handle, long value);
    [LibraryImport(Library)] internal static partial int ts_retain_grad(nint handle);
    [LibraryImport(Library)] internal static partial int ts_grad(nint handle, nint* grad, long* bytes);
    [LibraryImport(Library)] internal static partial int ts_set_grad(nint handle, nint grad);
    [LibraryImport(Library)]
    internal static partial int ts_backward(nint* roots, long count, nint* grads, long gradCount, long retain, long create, nint* inputs, long inputCount);
    [LibraryImport(Library)]
    internal static partial int ts_gradients(
        nint* outputs, long count, nint* inputs, long inputCount, nint* grads, long gradCount, long retain, long create, long allowUnused, nint* made);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long ts_grad_enabled();
    [LibraryImport(Library), SuppressGCTransition] internal static partial void ts_set_grad_enabled(long value);
    [LibraryImport(Library)] internal static partial long ts_inference_mode_enabled();
    [LibraryImport(Library)] internal static partial nint ts_inference_mode_enter(long value);
    [LibraryImport(Library)] internal static partial void ts_inference_mode_leave(nint guard);
    [LibraryImport(Library)] internal static partial long ts_anomaly_enabled();
    [LibraryImport(Library)] internal static partial long ts_anomaly_checks_nan();
    [LibraryImport(Library)] internal static partial void ts_set_anomaly(long enabled, long checkNan);

    // Threads, generators, devices
    [LibraryImport(Library)] internal static partial int ts_set_threads(long count);
    [LibraryImport(Library)] internal static partial long ts_threads();
    [LibraryImport(Library)] internal static partial int ts_set_interop_threads(long count);
    [LibraryImport(Library)] internal static partial long ts_interop_threads();
    [LibraryImport(Library)] internal static partial int ts_manual_seed(long seed);
    [LibraryImport(Library)] internal static partial int ts_generator_new(ulong seed, long type, long index, nint* made);
    [LibraryImport(Library)] internal static partial int ts_generator_default(long type, long index, nint* made);
    [LibraryImport(Library)] internal static partial void ts_generator_free(nint generator);
    [LibraryImport(Library)] internal static partial int ts_generator_set_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int ts_generator_seed(nint generator, long* seed);
    [LibraryImport(Library)] internal static partial int ts_generator_current_seed(nint generator, long* seed);
    [LibraryImport(Library)] internal static partial int ts_generator_get_state(nint generator, nint* made);
    [LibraryImport(Library)] internal static partial int ts_generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] internal static partial long ts_cuda_available();
    [LibraryImport(Library)] internal static partial long ts_cudnn_available();
    [LibraryImport(Library)] internal static partial long ts_cuda_devices();
    [LibraryImport(Library)] internal static partial int ts_cuda_seed(long seed, long all);
    [LibraryImport(Library)] internal static partial int ts_cuda_synchronize(long index);
}
