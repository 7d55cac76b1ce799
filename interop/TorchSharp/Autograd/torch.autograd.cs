using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] roots = Handles(outputs), leaves = Handles(inputs), seeds = Handles(grad_outputs ?? []);
            nint[] made = new nint[leaves.Length];
            fixed (nint* pRoots = roots, pLeaves = leaves, pSeeds = seeds, pMade = made)
            {
                Check(ts_gradients(pRoots, roots.Length, pLeaves, leaves.Length, pSeeds, seeds.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, pMade));
            }

            GC.KeepAlive((outputs, inputs, grad_outputs));
            return [.. made.Select(handle => handle == 0 ? null! : Tensor.Own(handle))]; // an unused input has no gradient
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] roots = Handles(tensors), seeds = Handles(grad_tensors ?? []), leaves = Handles(inputs ?? []);
            fixed (nint* pRoots = roots, pSeeds = seeds, pLeaves = leaves)
            {
                Check(ts_backward(pRoots, roots.Length, pSeeds, seeds.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, pLeaves, leaves.Length));
            }

            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        private static nint[] Handles(IList<Tensor> tensors) => [.. tensors.Select(tensor => tensor.Handle)];

        /// <summary>What a forward half leaves for its backward half. It is valid inside the half that it is given to.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data;
            private readonly Action<bool> materialize;
            private nint context;

            internal AutogradContext(nint context, Dictionary<string, object> data, bool materializeGrads, Action<bool> materialize)
            {
                this.context = context;
                this.data = data;
                this.materialize = materialize;
                MaterializeGrads = materializeGrads;
            }

            public bool MaterializeGrads { get; private set; }

            private nint Context => context != 0 ? context : throw new ObjectDisposedException(nameof(AutogradContext));

            public void save_for_backward(List<Tensor> tensors) => With(tensors, (list, count) => ts_context_save(Context, (nint*)list, count));

            public void mark_dirty(List<Tensor> tensors) => With(tensors, (list, count) => ts_context_mark_dirty(Context, (nint*)list, count));

            public void mark_non_differentiable(List<Tensor> tensors) => With(tensors, (list, count) => ts_context_mark_non_differentiable(Context, (nint*)list, count));

            public List<Tensor> get_saved_variables()
            {
                const int Capacity = 64;
                nint* made = stackalloc nint[Capacity];
                long count;
                Check(ts_context_saved(Context, made, Capacity, &count));
                List<Tensor> saved = [];
                for (int i = 0; i < count; i++)
                {
                    saved.Add(new Tensor(made[i]));
                }

                return saved;
            }

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) => data[key];

            public void set_materialize_grads(bool value)
            {
                Check(ts_context_materialize(Context, value ? 1 : 0));
                MaterializeGrads = value;
                materialize(value);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => context = 0;

            private static void With(List<Tensor> tensors, Func<nint, long, int> call)
            {
                nint[] handles = Handles(tensors);
                fixed (nint* start = handles)
                {
                    Check(call((nint)start, handles.Length));
                }

                GC.KeepAlive(tensors);
            }
        }

        /// <summary>An operation with a gradient of its own: write both halves and call <c>apply</c>. Arguments that are no tensors pass through.</summary>
        public abstract class Function<T>
        {
            public virtual string Name => typeof(T).Name;
        }

        /// <summary>One with a single result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars)
            {
                T function = new();
                return AutogradBridge.Apply(new AutogradCall(
                    vars,
                    context => [function.forward(context, vars)],
                    (context, gradients) => function.backward(context, gradients[0]!)))[0]; // materialised unless the function asked otherwise
            }

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);
        }

        /// <summary>One with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars)
            {
                T function = new();
                return AutogradBridge.Apply(new AutogradCall(
                    vars,
                    context => function.forward(context, vars),
                    (context, gradients) => function.backward(context, gradients!)));
            }

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);
        }
    }
}
