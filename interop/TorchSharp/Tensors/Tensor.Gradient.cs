using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public bool requires_grad
        {
            get => (Flags & RequiresGradFlag) != 0;
            set => requires_grad_(value);
        }

        /// <summary>The gradient that backward passes have summed up, null before the first. It shares the leaf's memory.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient;
                long bytes;
                Check(ts_grad(Handle, &gradient, &bytes));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient, bytes);
            }

            set
            {
                Check(ts_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            Check(ts_set_requires_grad(Handle, requires_grad ? 1 : 0));
            GC.KeepAlive(this);
            return this;
        }

        public void backward() => backward(null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
