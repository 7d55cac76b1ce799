namespace TorchSharp;

public static partial class torch
{
    // Sums, means, extremes and products over dimensions.
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Ops.Sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.SumDims.Call(this, dim, keepdim, type);

        public Tensor mean() => Ops.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Ops.MeanDims.Call(this, dimensions, keepdim, type);

        public Tensor var(bool unbiased = true) => Ops.Var.Call(this, unbiased);

        public Tensor std(bool unbiased = true) => Ops.Std.Call(this, unbiased);

        public Tensor max() => Ops.Max.Call(this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.MaxDim.CallPair(this, dim, keepdim);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min() => Ops.Min.Call(this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.MinDim.CallPair(this, dim, keepdim);

        public Tensor min(Tensor other) => minimum(other);

        public Tensor argmax() => Ops.ArgMax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.ArgMax.Call(this, dim, keepdim);

        public Tensor argmin() => Ops.ArgMin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Ops.ArgMin.Call(this, dim, keepdim);

        public Tensor any() => Ops.Any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Ops.AnyDim.Call(this, dim, keepdim);

        public Tensor all() => Ops.All.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Ops.AllDim.Call(this, dim, keepdim);

        public Tensor norm(float p = 2) => Ops.Norm.Call(this, (Scalar)p);

        public Tensor median() => Ops.Median.Call(this);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.Softmax.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.LogSoftmax.Call(this, dim, dtype);

        public Tensor matmul(Tensor target) => Ops.MatMul.Call(this, target);
    }
}
