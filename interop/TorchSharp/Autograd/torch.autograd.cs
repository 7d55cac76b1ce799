using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Backward passes, and functions with a backward of their own.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>The gradients of the outputs, weighted by <paramref name="grad_outputs"/>, by the inputs; the leaves' own are left alone.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            nint[] roots = Handles(outputs), leaves = Handles(inputs), weights = Handles(grad_outputs);
            nint[] made = new nint[leaves.Length];
            fixed (nint* from = roots, by = leaves, weighted = weights, results = made)
            {
                Check(ts_gradients(
                    from, roots.Length, by, leaves.Length, weighted, weights.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, results));
            }

            KeepAlive(outputs, inputs, grad_outputs);
            return Array.ConvertAll(made, handle => handle == 0 ? null! : Tensor.Own(handle)); // null where an input is unused and that is allowed
        }

        /// <summary>Adds the gradients of the tensors, weighted by <paramref name="grad_tensors"/>, to the leaves, or only to <paramref name="inputs"/>.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            nint[] roots = Handles(tensors), weights = Handles(grad_tensors), leaves = Handles(inputs);
            fixed (nint* from = roots, weighted = weights, to = leaves)
            {
                Check(ts_backward(from, roots.Length, weighted, weights.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, to, leaves.Length));
            }

            KeepAlive(tensors, grad_tensors, inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Checks backward passes, and tells which operation an error came from, until disposed.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Handle)];

        private static void KeepAlive(params object?[] objects) => GC.KeepAlive(objects);
    }
}
