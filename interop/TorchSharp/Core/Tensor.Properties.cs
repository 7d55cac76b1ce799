using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private const long RequiresGradFlag = 1;
        private const long LeafFlag = 2;
        private const long ContiguousFlag = 4;
        private const long SparseFlag = 8;

        public long Dimensions => dim();

        public long ndim => dim();

        public long NumberOfElements => numel();

        public long ElementSize => element_size();

        public ScalarType dtype
        {
            get
            {
                ScalarType type = (ScalarType)ts_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public Device device
        {
            get
            {
                long index;
                DeviceType type = (DeviceType)ts_device(Handle, &index);
                GC.KeepAlive(this);
                return type == DeviceType.CPU ? CPU : new Device(type, (int)index);
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => (Flags & LeafFlag) != 0;

        public bool is_sparse => (Flags & SparseFlag) != 0;

        /// <summary>Sizes by dimension, a fresh array.</summary>
        public long[] shape
        {
            get
            {
                nint tensor = Handle;
                long[] sizes = new long[ts_dim(tensor)];
                fixed (long* start = sizes)
                {
                    ts_sizes(tensor, start);
                }

                GC.KeepAlive(this);
                return sizes;
            }
        }

        private long Flags
        {
            get
            {
                long flags;
                Check(ts_flags(Handle, &flags));
                GC.KeepAlive(this);
                return flags;
            }
        }

        public long dim()
        {
            long count = ts_dim(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long numel()
        {
            long count = ts_numel(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long element_size()
        {
            long bytes = ts_element_size(Handle);
            GC.KeepAlive(this);
            return bytes;
        }

        public long[] size() => shape;

        /// <summary>The size of one dimension, counted from the end if negative.</summary>
        public long size(int dim)
        {
            long[] sizes = shape;
            int index = dim < 0 ? dim + sizes.Length : dim;
            return index >= 0 && index < sizes.Length
                ? sizes[index]
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"the tensor has {sizes.Length} dimensions");
        }

        /// <summary>Elements to step over for the next along each dimension.</summary>
        public long[] stride()
        {
            long[] strides = new long[dim()];
            fixed (long* start = strides)
            {
                Check(ts_strides(Handle, start));
            }

            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim)
        {
            long[] strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        public long storage_offset()
        {
            long offset;
            Check(ts_storage_offset(Handle, &offset));
            GC.KeepAlive(this);
            return offset;
        }

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => (Flags & ContiguousFlag) != 0;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public override string ToString() => $"[{string.Join("x", shape)}], type = {dtype}, device = {device.Description}";

        /// <summary>Whether the other is a tensor of the same shape and elements, as published; the hash is the object's own all the same.</summary>
        public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is Tensor other && Equals(other));

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
