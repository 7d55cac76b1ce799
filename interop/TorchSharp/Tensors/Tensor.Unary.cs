namespace TorchSharp;

public static partial class torch
{
    // Functions of each element; the form with an underscore works in place and returns its tensor.
    public partial class Tensor
    {
        public Tensor abs() => Ops.Abs.Call(this);

        public Tensor abs_() => Ops.AbsInPlace.Change(this);

        public Tensor neg() => Ops.Neg.Call(this);

        public Tensor neg_() => Ops.NegInPlace.Change(this);

        public Tensor exp() => Ops.Exp.Call(this);

        public Tensor exp_() => Ops.ExpInPlace.Change(this);

        public Tensor expm1() => Ops.Expm1.Call(this);

        public Tensor expm1_() => Ops.Expm1InPlace.Change(this);

        public Tensor log() => Ops.Log.Call(this);

        public Tensor log_() => Ops.LogInPlace.Change(this);

        public Tensor log2() => Ops.Log2.Call(this);

        public Tensor log2_() => Ops.Log2InPlace.Change(this);

        public Tensor log10() => Ops.Log10.Call(this);

        public Tensor log10_() => Ops.Log10InPlace.Change(this);

        public Tensor log1p() => Ops.Log1p.Call(this);

        public Tensor log1p_() => Ops.Log1pInPlace.Change(this);

        public Tensor sqrt() => Ops.Sqrt.Call(this);

        public Tensor sqrt_() => Ops.SqrtInPlace.Change(this);

        public Tensor rsqrt() => Ops.Rsqrt.Call(this);

        public Tensor rsqrt_() => Ops.RsqrtInPlace.Change(this);

        public Tensor reciprocal() => Ops.Reciprocal.Call(this);

        public Tensor reciprocal_() => Ops.ReciprocalInPlace.Change(this);

        public Tensor sign() => Ops.Sign.Call(this);

        public Tensor sign_() => Ops.SignInPlace.Change(this);

        public Tensor floor() => Ops.Floor.Call(this);

        public Tensor floor_() => Ops.FloorInPlace.Change(this);

        public Tensor ceil() => Ops.Ceil.Call(this);

        public Tensor ceil_() => Ops.CeilInPlace.Change(this);

        public Tensor trunc() => Ops.Trunc.Call(this);

        public Tensor trunc_() => Ops.TruncInPlace.Change(this);

        public Tensor frac() => Ops.Frac.Call(this);

        public Tensor frac_() => Ops.FracInPlace.Change(this);

        public Tensor sin() => Ops.Sin.Call(this);

        public Tensor sin_() => Ops.SinInPlace.Change(this);

        public Tensor cos() => Ops.Cos.Call(this);

        public Tensor cos_() => Ops.CosInPlace.Change(this);

        public Tensor tan() => Ops.Tan.Call(this);

        public Tensor tan_() => Ops.TanInPlace.Change(this);

        public Tensor atan() => Ops.Atan.Call(this);

        public Tensor atan_() => Ops.AtanInPlace.Change(this);

        public Tensor tanh() => Ops.Tanh.Call(this);

        public Tensor tanh_() => Ops.TanhInPlace.Change(this);

        public Tensor sigmoid() => Ops.Sigmoid.Call(this);

        public Tensor sigmoid_() => Ops.SigmoidInPlace.Change(this);

        public Tensor erf() => Ops.Erf.Call(this);

        public Tensor erf_() => Ops.ErfInPlace.Change(this);

        public Tensor round(long decimals = 0) => Ops.Round.Call(this, decimals);

        public Tensor round_(long decimals = 0) => Ops.RoundInPlace.Change(this, decimals);

        public Tensor square() => Ops.Square.Call(this);

        public Tensor relu() => Ops.Relu.Call(this);

        public Tensor relu_() => Ops.ReluInPlace.Change(this);

        public Tensor silu() => Ops.Silu.Call(this);

        public Tensor gelu() => Ops.Gelu.Call(this);

        public Tensor isnan() => Ops.IsNan.Call(this);

        public Tensor isinf() => Ops.IsInf.Call(this);

        public Tensor isfinite() => Ops.IsFinite.Call(this);

        public Tensor logical_not() => Ops.LogicalNot.Call(this);

        public Tensor bitwise_not() => Ops.BitwiseNot.Call(this);

        public Tensor leaky_relu(Scalar negative_slope) => Ops.LeakyRelu.Call(this, negative_slope);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Ops.NanToNum.Call(this, nan, posinf, neginf);

        public Tensor softplus(double beta = 1, double threshold = 20) => Ops.Softplus.Call(this, beta, threshold);

        public Tensor heaviside(Tensor other) => Ops.Heaviside.Call(this, other);
    }
}
