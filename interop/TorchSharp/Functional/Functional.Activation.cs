namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Ops.LeakyReluInPlace.Change(input, negative_slope) : Ops.LeakyRelu.Call(input, negative_slope);

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Ops.SiluInPlace.Change(x) : Ops.Silu.Call(x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Ops.Softplus.Call(x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>Sets elements to zero with probability p and scales the others by 1 / (1 - p), in training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Ops.DropoutInPlace.Change(input, p, training) : Ops.Dropout.Call(input, p, training);
        }
    }
}
