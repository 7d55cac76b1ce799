namespace TorchSharp;

public static partial class torch
{
    // Other shapes over the same elements, and picking among them. Views share memory.
    public partial class Tensor
    {
        public Tensor T => transpose(0, 1);

        public Tensor mT => transpose(-2, -1);

        public Tensor view(params long[] shape) => Ops.View.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape) => Ops.Reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.Flatten.Call(this, start_dim, end_dim);

        public Tensor unsqueeze(long dim) => Ops.Unsqueeze.Call(this, dim);

        public Tensor unsqueeze_(long dim) => Ops.UnsqueezeInPlace.Change(this, dim);

        public Tensor squeeze(long? dim = null) => dim is { } axis ? Ops.SqueezeDim.Call(this, axis) : Ops.Squeeze.Call(this);

        public Tensor squeeze_(long? dim = null) => dim is { } axis ? Ops.SqueezeDimInPlace.Change(this, axis) : Ops.SqueezeInPlace.Change(this);

        public Tensor permute(params long[] permutation) => Ops.Permute.Call(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        public Tensor transpose(long dim0, long dim1) => Ops.Transpose.Call(this, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor movedim(long[] source, long[] destination) => Ops.MoveDim.Call(this, source, destination);

        public Tensor t() => Ops.T.Call(this);

        public Tensor expand(params long[] sizes) => Ops.Expand.Call(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Ops.Expand.Call(this, sizes, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor repeat(params long[] sizes) => Ops.Repeat.Call(this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Ops.RepeatInterleave.Call(this, repeats, dim, output_size);

        public Tensor narrow(long dim, long start, long length) => Ops.Narrow.Call(this, dim, start, length);

        public Tensor select(long dim, long index) => Ops.Select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.Slice.Call(this, dim, start, finish, step);

        public Tensor unfold(long dimension, long size, long step) => Ops.Unfold.Call(this, dimension, size, step);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Ops.Diagonal.Call(this, offset, dim1, dim2);

        public Tensor tril(long diagonal = 0) => Ops.Tril.Call(this, diagonal);

        public Tensor triu(long diagonal = 0) => Ops.Triu.Call(this, diagonal);

        public Tensor[] split(long size, int dim = 0) => Ops.Split.CallList(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Ops.SplitSizes.CallList(this, sizes, dim);

        public Tensor[] chunk(long chunks, long dim = 0) => Ops.Chunk.CallList(this, chunks, dim);

        public Tensor[] unbind(long dimension = 0) => Ops.Unbind.CallList(this, dimension);

        public Tensor index_select(long dim, Tensor index) => Ops.IndexSelect.Call(this, dim, index);

        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.Scatter.Call(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Ops.ScatterInPlace.Change(this, dim, index, src);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFill.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Ops.MaskedFillInPlace.Change(this, mask, value);

        public Tensor masked_select(Tensor mask) => Ops.MaskedSelect.Call(this, mask);

        public Tensor nonzero() => Ops.NonZero.Call(this);

        public Tensor flip(params long[] dims) => Ops.Flip.Call(this, dims);

        public Tensor roll(long shifts, long? dims = null) => Ops.Roll.Call(this, (long[])[shifts], dims is { } axis ? (long[])[axis] : (long[])[]);

        public Tensor roll(long[] shifts, long[] dims) => Ops.Roll.Call(this, shifts, dims);

        public Tensor contiguous() => Ops.Contiguous.Call(this);

        public Tensor clone() => Ops.Clone.Call(this);

        /// <summary>Another object for a view of the whole tensor.</summary>
        public Tensor alias() => Ops.Alias.Call(this);
    }
}
