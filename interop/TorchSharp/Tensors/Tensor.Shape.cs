namespace TorchSharp;

public static partial class torch
{
    // Views and copies of other shapes, types and places.
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Ops.View.Call(this, shape);

        public Tensor reshape(params long[] shape) => Ops.Reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.Flatten.Call(this, start_dim, end_dim);

        public Tensor unsqueeze(long dim) => Ops.Unsqueeze.Call(this, dim);

        public Tensor unsqueeze_(long dim) => Ops.UnsqueezeInPlace.Change(this, dim);

        public Tensor squeeze(long? dim = null) => dim is { } one ? Ops.SqueezeDim.Call(this, one) : Ops.Squeeze.Call(this);

        public Tensor permute(params long[] permutation) => Ops.Permute.Call(this, permutation);

        public Tensor transpose(long dim0, long dim1) => Ops.Transpose.Call(this, dim0, dim1);

        public Tensor t() => transpose(0, 1);

        public Tensor expand(params long[] sizes) => Ops.Expand.Call(this, sizes);

        public Tensor narrow(long dim, long start, long length) => Ops.Narrow.Call(this, dim, start, length);

        public Tensor select(long dim, long index) => Ops.Select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.Slice.Call(this, dim, start, finish, step);

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            Tensor[] parts = new Tensor[sizes.Length];
            long start = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                parts[i] = narrow(dim, start, sizes[i]);
                start += sizes[i];
            }

            return parts;
        }

        public Tensor[] chunk(long chunks, long dim = 0) => Ops.Chunk.CallList(this, chunks, dim);

        public Tensor index_select(long dim, Tensor index) => Ops.IndexSelect.Call(this, dim, index);

        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFill.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Ops.MaskedFillInPlace.Change(this, mask, value);

        public Tensor masked_select(Tensor mask) => Ops.MaskedSelect.Call(this, mask);

        public Tensor flip(params long[] dims) => Ops.Flip.Call(this, dims);

        public Tensor alias() => new(ts_share_of(this));

        public Tensor clone() => Ops.Clone.Call(this);

        public Tensor contiguous() => is_contiguous() ? alias() : Ops.Contiguous.Call(this);

        public Tensor detach() => Ops.Detach.Call(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.CopyInPlace.Change(this, source, nonBlocking);

        public Tensor zero_() => Ops.ZeroInPlace.Change(this);

        public Tensor fill_(Scalar value) => Ops.FillInPlace.Change(this, value);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Ops.UniformInPlace.Change(this, from, to, generator);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Ops.NormalInPlace.Change(this, mean, std, generator);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>This tensor itself where nothing changes, as published; a new one otherwise.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            Device own = this.device;
            if (!copy && type == dtype && device.type == own.type && (device.index < 0 || device.index == own.index))
            {
                return this;
            }

            Tensor made = Ops.ToDevice.Call(this, device, type, non_blocking, copy);
            if (disposeAfter)
            {
                Dispose();
            }

            return made;
        }

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        private static nint ts_share_of(Tensor tensor)
        {
            nint shared = NativeMethods.ts_share(tensor.Handle);
            GC.KeepAlive(tensor);
            return shared;
        }
    }

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Ops.Cat.Call(tensors.ToArray(), dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Ops.Cat.Call(tensors.ToArray(), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.Cat.Call(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.Stack.Call(tensors.ToArray(), dim);
}
