using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>What a function's forward leaves for its backward. Tensors go through <see cref="save_for_backward"/>, the rest through <see cref="save_data"/>.</summary>
        public class AutogradContext : IDisposable
        {
            private const int MaxSaved = 64;
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
                nint* made = stackalloc nint[MaxSaved];
                long count;
                Check(ts_context_saved(Native, made, MaxSaved, &count));
                List<Tensor> saved = [];
                for (int i = 0; i < count; i++)
                {
                    saved.Add(Tensor.Own(made[i]));
                }

                return saved;
            }

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) => data[key];

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
                if (tensors.Count > MaxSaved)
                {
                    throw new ArgumentException($"{tensors.Count} tensors; at most {MaxSaved} are carried", nameof(tensors));
                }

                nint* handles = stackalloc nint[tensors.Count];
                for (int i = 0; i < tensors.Count; i++)
                {
                    handles[i] = tensors[i]?.Handle ?? 0;
                }

                Check(call(Native, handles, tensors.Count));
                GC.KeepAlive(tensors);
            }
        }
    }
}
