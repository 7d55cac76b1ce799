namespace TorchSharp;

public static partial class torch
{
    // Comparisons and logic; the results are tensors of bool unless said otherwise.
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Ops.Eq.Call(this, target);

        public Tensor eq(Scalar target) => Ops.EqScalar.Call(this, target);

        public Tensor ne(Tensor target) => Ops.Ne.Call(this, target);

        public Tensor ne(Scalar target) => Ops.NeScalar.Call(this, target);

        public Tensor lt(Tensor target) => Ops.Lt.Call(this, target);

        public Tensor lt(Scalar target) => Ops.LtScalar.Call(this, target);

        public Tensor le(Tensor target) => Ops.Le.Call(this, target);

        public Tensor le(Scalar target) => Ops.LeScalar.Call(this, target);

        public Tensor gt(Tensor target) => Ops.Gt.Call(this, target);

        public Tensor gt(Scalar target) => Ops.GtScalar.Call(this, target);

        public Tensor ge(Tensor target) => Ops.Ge.Call(this, target);

        public Tensor ge(Scalar target) => Ops.GeScalar.Call(this, target);

        public Tensor logical_and(Tensor other) => Ops.LogicalAnd.Call(this, other);

        public Tensor logical_or(Tensor other) => Ops.LogicalOr.Call(this, other);

        public Tensor logical_xor(Tensor other) => Ops.LogicalXor.Call(this, other);

        public Tensor bitwise_and(Tensor other) => Ops.BitwiseAnd.Call(this, other);

        public Tensor bitwise_or(Tensor other) => Ops.BitwiseOr.Call(this, other);

        public Tensor bitwise_xor(Tensor other) => Ops.BitwiseXor.Call(this, other);

        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => Ops.IsClose.Call(this, other, rtol, atol, nanEqual);

        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => Ops.AllClose.CallValue(this, target, rtol, atol, equal_nan).Bits != 0;

        /// <summary>Whether the two have one shape and the same elements, as a tensor of one bool.</summary>
        public Tensor equal(Tensor target) => tensor(Equals(target));

        /// <summary>Whether the two have one shape and the same elements.</summary>
        public bool Equals(Tensor target) => Ops.Equal.CallValue(this, target).Bits != 0;

        public Tensor where(Tensor condition, Tensor y) => Ops.Where.Call(condition, this, y);
    }
}
