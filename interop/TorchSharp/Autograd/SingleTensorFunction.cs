namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>A function of one result with a backward of its own; the backward returns one gradient an argument, null for what is no tensor.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            protected SingleTensorFunction()
            {
            }

            /// <summary>Computes the result; nothing in it is recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients by the arguments from that by the result.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            /// <summary>Applies the function.</summary>
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            private protected override FunctionHalves Calls => new(Name, (context, vars) => [forward(context, vars)], (context, grads) => backward(context, grads[0]));
        }
    }
}
