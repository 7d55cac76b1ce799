namespace TorchSharp;

public static partial class torch
{
    // Sums, means, extremes and products over all elements or along dimensions.
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Ops.Sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim0, dim1, dim2], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.SumDim.Call(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);

        public Tensor mean() => Ops.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Ops.MeanDim.Call(this, dimensions, keepdim, type);

        public Tensor std(bool unbiased = true) => Ops.Std.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std((long[])[dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(type, Ops.StdDim, dimensions, unbiased, keepdim);

        public Tensor var(bool unbiased = true) => Ops.Var.Call(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var((long[])[dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(type, Ops.VarDim, dimensions, unbiased, keepdim);

        public Tensor max() => Ops.MaxAll.Call(this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.MaxDim.CallPair(this, dim, keepdim);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min() => Ops.MinAll.Call(this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.MinDim.CallPair(this, dim, keepdim);

        public Tensor min(Tensor other) => minimum(other);

        public Tensor amax(params long[] dims) => Ops.AMax.Call(this, dims);

        public Tensor amin(params long[] dims) => Ops.AMin.Call(this, dims);

        public Tensor argmax() => Ops.ArgMax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.ArgMax.Call(this, dim, keepdim);

        public Tensor argmin() => Ops.ArgMin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Ops.ArgMin.Call(this, dim, keepdim);

        public Tensor any() => Ops.Any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Ops.AnyDim.Call(this, dim, keepdim);

        public Tensor all() => Ops.All.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Ops.AllDim.Call(this, dim, keepdim);

        public Tensor median() => Ops.Median.Call(this);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Ops.Quantile.Call(this, q, dim, keepdim);

        public Tensor norm(float p = 2) => Ops.Norm.Call(this, (double)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Ops.NormDim.Call(this, (double)p, (long[])[dim], keepdim);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.Softmax.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.LogSoftmax.Call(this, dim, dtype);

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.LogSumExp.Call(this, (long[])[dim], keepdim);

        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Ops.CountNonZero.Call(this) : Ops.CountNonZeroDims.Call(this, dims);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Ops.TopK.CallPair(this, (long)k, (long)dim, largest, sorted);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Ops.Sort.CallPair(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => Ops.ArgSort.Call(this, dim, descending);

        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.CumSum.Call(this, dim, type);

        public Tensor prod(ScalarType? type = null) => Ops.Prod.Call(this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Ops.ProdDim.Call(this, dim, keepdim, type);

        public Tensor matmul(Tensor target) => Ops.MatMul.Call(this, target);

        public Tensor mm(Tensor target) => Ops.Mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => Ops.Bmm.Call(this, batch2);

        public Tensor mv(Tensor target) => Ops.Mv.Call(this, target);

        public Tensor dot(Tensor target) => Ops.Dot.Call(this, target);

        private Tensor Typed(ScalarType? type, Op reduce, long[] dimensions, bool unbiased, bool keepdim)
        {
            if (type is not { } wanted)
            {
                return reduce.Call(this, dimensions, unbiased, keepdim);
            }

            using Tensor converted = to(wanted);
            return reduce.Call(converted, dimensions, unbiased, keepdim);
        }
    }
}
