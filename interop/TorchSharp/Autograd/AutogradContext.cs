using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>What a function's forward leaves for its backward. Tensors go through <see cref="save_for_backward"/>, the rest through <see cref="save_data"/>.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];
            private nint context;

            internal AutogradContext()
            {
            }

            /// <summary>Whether a missing gradient comes as zeros rather than null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>The native context, which is there within a forward or a backward.</summary>
            internal nint Native
            {
                get => context != 0 ? context : throw new InvalidOperationException("An autograd context is open only within its function's forward and backward");
                set => context = value;
            }

            public void save_for_backward(List<Tensor> tensors) => Pass(tensors, &Save);

            /// <summary>The tensors that the forward saved, as fresh objects; throws if one was changed in place since.</summary>
            public List<Tensor> get_saved_variables()
            {
                nint* made;
                long count;
                Check(ts_context_saved(Native, &made, &count));
                List<Tensor> saved = [];
                for (int i = 0; i < count; i++)
                {
                    saved.Add(made[i] == 0 ? null! : Tensor.Own(made[i])); // null where null was saved
                }

                ts_list_free((nint)made);
                return saved;
            }

            public void save_data(string key, object value) => data[key] = value;

            /// <summary>What was saved under that name, null if nothing was.</summary>
            public object get_data(string key) => data.GetValueOrDefault(key)!; // published without a question mark

            /// <summary>Says that the forward changed these inputs in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Pass(tensors, &Dirty);

            /// <summary>Says that these outputs have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => Pass(tensors, &NonDifferentiable);

            public void set_materialize_grads(bool value)
            {
                Check(ts_context_materialize(Native, value ? 1 : 0));
                MaterializeGrads = value;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => data.Clear();

            private static int Save(nint native, nint* handles, long count) => ts_context_save(native, handles, count);

            private static int Dirty(nint native, nint* handles, long count) => ts_context_mark_dirty(native, handles, count);

            private static int NonDifferentiable(nint native, nint* handles, long count) => ts_context_mark_non_differentiable(native, handles, count);

            private void Pass(List<Tensor> tensors, delegate*<nint, nint*, long, int> call)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                nint[] handles = [.. tensors.Select(tensor => tensor?.Handle ?? 0)];
                fixed (nint* start = handles)
                {
                    Check(call(Native, start, handles.Length));
                }

                GC.KeepAlive(tensors);
            }
        }
    }
}
