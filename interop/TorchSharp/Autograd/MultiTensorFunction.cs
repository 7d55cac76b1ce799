namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>A function of several results with a backward of its own; the backward returns one gradient an argument, null for what is no tensor.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            protected MultiTensorFunction()
            {
            }

            /// <summary>Computes the results; nothing in it is recorded.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients by the arguments from those by the results.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            /// <summary>Applies the function.</summary>
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            private protected override FunctionHalves Calls => new(Name, forward, backward);
        }
    }
}
