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
            private const int MaxOutputs = 16;

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
                nint* handles = stackalloc nint[inputs.Length];
                for (int i = 0; i < inputs.Length; i++)
                {
                    handles[i] = inputs[i].Handle;
                }

                nint* made = stackalloc nint[MaxOutputs];
                long count;
                Check(ts_autograd_apply(GCHandle.ToIntPtr(GCHandle.Alloc(call)), handles, inputs.Length, made, MaxOutputs, &count));
                GC.KeepAlive(inputs);
                return call.Results(new ReadOnlySpan<nint>(made, (int)count));
            }

            /// <summary>The two halves.</summary>
            private protected abstract FunctionHalves Calls { get; }
        }
    }
}
