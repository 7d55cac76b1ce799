using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>A function with a backward of its own. It has no state: each call makes one.</summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            protected Function()
            {
            }

            /// <summary>The function's name.</summary>
            public abstract string Name { get; }

            /// <summary>Runs the forward of a fresh function on the arguments and enters it into the graph.</summary>
            public static List<Tensor> apply_internal(params object[] vars)
            {
                ArgumentNullException.ThrowIfNull(vars);
                FunctionCall call = new(new T().Calls, vars);
                Tensor[] inputs = [.. vars.OfType<Tensor>()];
                nint[] handles = Array.ConvertAll(inputs, input => input.Handle);
                nint* made;
                long count;
                fixed (nint* start = handles)
                {
                    Check(ts_autograd_apply(GCHandle.ToIntPtr(GCHandle.Alloc(call)), start, handles.Length, &made, &count));
                }

                GC.KeepAlive(inputs);
                List<Tensor> results = call.Results(new ReadOnlySpan<nint>(made, (int)count));
                ts_list_free((nint)made);
                return results;
            }

            /// <summary>The two halves.</summary>
            private protected abstract FunctionHalves Calls { get; }
        }
    }
}
