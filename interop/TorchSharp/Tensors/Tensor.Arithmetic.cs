namespace TorchSharp;

public static partial class torch
{
    // Sums, products, powers and bounds of two tensors, or of a tensor and a number, broadcast as usual.
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Ops.Add.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.Add.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.AddScalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Ops.AddScalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target) => Ops.AddInPlace.Change(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Ops.AddInPlace.Change(this, target, alpha);

        public Tensor add_(Scalar scalar) => Ops.AddScalarInPlace.Change(this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Ops.AddScalarInPlace.Change(this, scalar, alpha);

        public Tensor sub(Tensor target) => Ops.Sub.Call(this, target);

        public Tensor sub(Scalar target) => Ops.SubScalar.Call(this, target);

        public Tensor sub_(Tensor target) => Ops.SubInPlace.Change(this, target);

        public Tensor sub_(Scalar target) => Ops.SubScalarInPlace.Change(this, target);

        public Tensor mul(Tensor target) => Ops.Mul.Call(this, target);

        public Tensor mul(Scalar target) => Ops.MulScalar.Call(this, target);

        public Tensor mul_(Tensor target) => Ops.MulInPlace.Change(this, target);

        public Tensor mul_(Scalar target) => Ops.MulScalarInPlace.Change(this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Ops.Div.Call(this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Ops.DivScalar.Call(this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Ops.DivInPlace.Change(this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Ops.DivScalarInPlace.Change(this, target, Name(rounding_mode));

        public Tensor remainder(Tensor target) => Ops.Remainder.Call(this, target);

        public Tensor remainder(Scalar scalar) => Ops.RemainderScalar.Call(this, scalar);

        public Tensor remainder_(Tensor target) => Ops.RemainderInPlace.Change(this, target);

        public Tensor remainder_(Scalar scalar) => Ops.RemainderScalarInPlace.Change(this, scalar);

        public Tensor pow(Tensor exponent) => Ops.Pow.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Ops.PowScalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => Ops.PowInPlace.Change(this, exponent);

        public Tensor pow_(Scalar exponent) => Ops.PowScalarInPlace.Change(this, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.AddCMul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.AddCMulInPlace.Change(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Ops.AddCDiv.Call(this, tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.AddCDiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Ops.AddCDivInPlace.Change(this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.AddCDivInPlace.Change(this, tensor1, tensor2, value);

        public Tensor lerp(Tensor end, Tensor weight) => Ops.Lerp.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Ops.LerpInPlace.Change(this, end, weight);

        public Tensor maximum(Tensor other) => Ops.Maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Ops.Minimum.Call(this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.Clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Ops.ClampTensor.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Ops.ClampInPlace.Change(this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Ops.ClampTensorInPlace.Change(this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_max(Scalar max) => Ops.ClampMax.Call(this, max);

        public Tensor clamp_max_(Scalar max) => Ops.ClampMaxInPlace.Change(this, max);

        public Tensor clamp_min(Scalar min) => Ops.ClampMin.Call(this, min);

        public Tensor clamp_min_(Scalar min) => Ops.ClampMinInPlace.Change(this, min);

        private static string? Name(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
