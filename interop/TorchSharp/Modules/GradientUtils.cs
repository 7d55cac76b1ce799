using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to gradients and parameters between a backward pass and a step.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales all gradients together so that their joint norm is at most <paramref name="max_norm"/>; returns the norm
            /// before. One number leaves the device, however many parameters there are.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                Tensor[] grads = Gradients(tensors);
                if (grads.Length == 0)
                {
                    return 0;
                }

                float order = (float)norm_type;
                Tensor[] norms = Array.ConvertAll(grads, grad => grad.norm(order));
                double total = stack(norms).norm(order).ToDouble();
                double factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    foreach (Tensor grad in grads)
                    {
                        grad.mul_(factor);
                    }
                }

                return total;
            }

            /// <summary>Limits every element of every gradient to +-<paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                foreach (Tensor grad in Gradients(tensors))
                {
                    grad.clamp_(-clip_value, clip_value);
                }
            }

            /// <summary>All parameters in one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(tensor => tensor.view(-1))], 0).MoveToOuterDisposeScope();
            }

            /// <summary>Copies a vector that <see cref="parameters_to_vector"/> made back into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                long start = 0;
                foreach (Parameter tensor in tensors)
                {
                    tensor.copy_(vec.narrow(0, start, tensor.numel()).view_as(tensor));
                    start += tensor.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors)
            {
                List<Tensor> grads = [];
                foreach (Parameter tensor in tensors)
                {
                    if (tensor.grad is Tensor grad)
                    {
                        grads.Add(grad);
                    }
                }

                return [.. grads];
            }
        }
    }
}
