namespace TorchSharp;

public static partial class torch
{
    // C#'s operators. Comparisons compare elements, so two tensors are tested for null with "is null".
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Ops.Add.Call(left, right);

        public static Tensor operator +(Tensor left, Scalar right) => Ops.AddScalar.Call(left, right);

        public static Tensor operator +(Tensor left, int right) => Ops.AddScalar.Call(left, right);

        public static Tensor operator +(Tensor left, long right) => Ops.AddScalar.Call(left, right);

        public static Tensor operator +(Tensor left, float right) => Ops.AddScalar.Call(left, right);

        public static Tensor operator +(Tensor left, double right) => Ops.AddScalar.Call(left, right);

        public static Tensor operator +(Scalar left, Tensor right) => Ops.AddScalar.Call(right, left);

        public static Tensor operator +(int left, Tensor right) => Ops.AddScalar.Call(right, left);

        public static Tensor operator +(long left, Tensor right) => Ops.AddScalar.Call(right, left);

        public static Tensor operator +(float left, Tensor right) => Ops.AddScalar.Call(right, left);

        public static Tensor operator +(double left, Tensor right) => Ops.AddScalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => Ops.Sub.Call(left, right);

        public static Tensor operator -(Tensor left, Scalar right) => Ops.SubScalar.Call(left, right);

        public static Tensor operator -(Tensor left, int right) => Ops.SubScalar.Call(left, right);

        public static Tensor operator -(Tensor left, long right) => Ops.SubScalar.Call(left, right);

        public static Tensor operator -(Tensor left, float right) => Ops.SubScalar.Call(left, right);

        public static Tensor operator -(Tensor left, double right) => Ops.SubScalar.Call(left, right);

        public static Tensor operator -(Scalar left, Tensor right) => Ops.RSub.Call(right, left);

        public static Tensor operator -(int left, Tensor right) => Ops.RSub.Call(right, left);

        public static Tensor operator -(long left, Tensor right) => Ops.RSub.Call(right, left);

        public static Tensor operator -(float left, Tensor right) => Ops.RSub.Call(right, left);

        public static Tensor operator -(double left, Tensor right) => Ops.RSub.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Ops.Mul.Call(left, right);

        public static Tensor operator *(Tensor left, Scalar right) => Ops.MulScalar.Call(left, right);

        public static Tensor operator *(Tensor left, int right) => Ops.MulScalar.Call(left, right);

        public static Tensor operator *(Tensor left, long right) => Ops.MulScalar.Call(left, right);

        public static Tensor operator *(Tensor left, float right) => Ops.MulScalar.Call(left, right);

        public static Tensor operator *(Tensor left, double right) => Ops.MulScalar.Call(left, right);

        public static Tensor operator *(Scalar left, Tensor right) => Ops.MulScalar.Call(right, left);

        public static Tensor operator *(int left, Tensor right) => Ops.MulScalar.Call(right, left);

        public static Tensor operator *(long left, Tensor right) => Ops.MulScalar.Call(right, left);

        public static Tensor operator *(float left, Tensor right) => Ops.MulScalar.Call(right, left);

        public static Tensor operator *(double left, Tensor right) => Ops.MulScalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Ops.TrueDiv.Call(left, right);

        public static Tensor operator /(Tensor left, Scalar right) => Ops.TrueDivScalar.Call(left, right);

        public static Tensor operator /(Tensor left, int right) => Ops.TrueDivScalar.Call(left, right);

        public static Tensor operator /(Tensor left, long right) => Ops.TrueDivScalar.Call(left, right);

        public static Tensor operator /(Tensor left, float right) => Ops.TrueDivScalar.Call(left, right);

        public static Tensor operator /(Tensor left, double right) => Ops.TrueDivScalar.Call(left, right);

        public static Tensor operator /(Scalar left, Tensor right)
        {
            using Tensor inverse = right.reciprocal();
            return Ops.MulScalar.Call(inverse, left);
        }

        public static Tensor operator /(int left, Tensor right)
        {
            using Tensor inverse = right.reciprocal();
            return Ops.MulScalar.Call(inverse, left);
        }

        public static Tensor operator /(long left, Tensor right)
        {
            using Tensor inverse = right.reciprocal();
            return Ops.MulScalar.Call(inverse, left);
        }

        public static Tensor operator /(float left, Tensor right)
        {
            using Tensor inverse = right.reciprocal();
            return Ops.MulScalar.Call(inverse, left);
        }

        public static Tensor operator /(double left, Tensor right)
        {
            using Tensor inverse = right.reciprocal();
            return Ops.MulScalar.Call(inverse, left);
        }

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        public static Tensor operator %(Tensor left, Scalar right) => Ops.RemainderScalar.Call(left, right);

        public static Tensor operator %(Tensor left, int right) => Ops.RemainderScalar.Call(left, right);

        public static Tensor operator %(Tensor left, long right) => Ops.RemainderScalar.Call(left, right);

        public static Tensor operator %(Tensor left, float right) => Ops.RemainderScalar.Call(left, right);

        public static Tensor operator %(Tensor left, double right) => Ops.RemainderScalar.Call(left, right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        public static explicit operator byte(Tensor value) => value.ToByte();

        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        public static explicit operator short(Tensor value) => value.ToInt16();

        public static explicit operator int(Tensor value) => value.ToInt32();

        public static explicit operator long(Tensor value) => value.ToInt64();

        public static explicit operator float(Tensor value) => value.ToSingle();

        public static explicit operator double(Tensor value) => value.ToDouble();

        public static explicit operator bool(Tensor value) => value.ToBoolean();

        /// <summary>The number as a tensor without dimensions. That it exists makes an overload that takes a number the better one.</summary>
        public static implicit operator Tensor(Scalar scalar) => full(Array.Empty<long>(), scalar);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);
    }
}
