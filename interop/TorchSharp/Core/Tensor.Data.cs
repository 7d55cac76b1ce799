using TorchSharp.Utils;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>
        /// The tensor's own memory as bytes, for a contiguous tensor on the CPU: writing to it changes the tensor, behind autograd's back.
        /// The span lives as long as the tensor does, not longer. Setting copies bytes into it.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU, or larger than a span.</exception>
        public Span<byte> bytes
        {
            get
            {
                if (!is_cpu() || !is_contiguous())
                {
                    throw new InvalidOperationException("Only a contiguous tensor on the CPU shows its bytes; use cpu() and contiguous() first.");
                }

                long length = numel() * element_size();
                return length <= int.MaxValue
                    ? new Span<byte>((void*)DataPointer, (int)length)
                    : throw new InvalidOperationException($"{length} bytes do not fit into a span.");
            }

            set
            {
                Span<byte> own = bytes;
                if (value.Length != own.Length)
                {
                    throw new ArgumentException($"Mismatched data sizes: {value.Length} bytes for a tensor of {own.Length}.", nameof(value));
                }

                value.CopyTo(own);
            }
        }

        internal nint DataPointer
        {
            get
            {
                nint data;
                Check(ts_data(Handle, &data));
                GC.KeepAlive(this);
                return data;
            }
        }

        /// <summary>A view of the elements in row-major order, whatever the strides; <typeparamref name="T"/> is the element type's.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is another type.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            CheckElementType(typeof(T));
            return new TensorAccessor<T>(this);
        }

        /// <summary>The one element of a tensor of one element.</summary>
        /// <exception cref="ArgumentException">There is not exactly one element, or <typeparamref name="T"/> is not its type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            CheckElementType(typeof(T));
            if (numel() != 1)
            {
                throw new ArgumentException($"Only a tensor of one element is a number; this one has {numel()}.");
            }

            Scalar scalar = ToScalar();
            return (T)(object)(dtype switch
            {
                ScalarType.Byte => (object)scalar.ToByte(),
                ScalarType.Int8 => scalar.ToSByte(),
                ScalarType.Int16 => scalar.ToInt16(),
                ScalarType.Int32 => scalar.ToInt32(),
                ScalarType.Int64 => scalar.ToInt64(),
                ScalarType.Bool => scalar.ToBoolean(),
                ScalarType.Float16 => (Half)scalar.ToDouble(),
                ScalarType.Float32 => scalar.ToSingle(),
                _ => scalar.ToDouble(),
            });
        }

        /// <summary>The one element, copied from whichever device it lies on.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There is not exactly one element.</exception>
        public Scalar ToScalar() => Scalar.From(Ops.Item.CallValue(this), dtype);

        private void CheckElementType(Type type)
        {
            if (ScalarTypeOf(type) != dtype)
            {
                throw new ArgumentException($"the tensor holds {dtype}, not {type.Name}");
            }
        }
    }
}
