using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    // What the tensor is to the graph of gradients.
    public unsafe partial class Tensor
    {
        /// <summary>Whether operations on the tensor are recorded for a backward pass; settable on leaves.</summary>
        public bool requires_grad
        {
            get => (Flags & RequiresGradFlag) != 0;
            set
            {
                Check(ts_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient that backward passes have added up, or null; each reading makes a fresh object for the same tensor.</summary>
        public Tensor? grad
        {
            get
            {
                nint made;
                long bytes;
                Check(ts_grad(Handle, &made, &bytes));
                GC.KeepAlive(this);
                return made == 0 ? null : new Tensor(made, bytes);
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
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad()
        {
            Check(ts_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>The same elements outside of the graph.</summary>
        public Tensor detach() => Ops.Detach.Call(this);

        public Tensor detach_() => Ops.DetachInPlace.Change(this);

        /// <summary>Adds the gradient of this number to the leaves that it depends on.</summary>
        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);
    }
}
