namespace TorchSharp;

public static partial class torch
{
    // Tensors after the model of this one, and filling this one.
    public partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.ZerosLike.Call(this, dtype, Arg.None, device), requires_grad, null);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.OnesLike.Call(this, dtype, Arg.None, device), requires_grad, null);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.EmptyLike.Call(this, dtype, Arg.None, device), requires_grad, null);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.FullLike.Call(this, value, dtype, Arg.None, device), requires_grad, null);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.RandLike.Call(this, dtype, Arg.None, device), requires_grad, null);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.RandNLike.Call(this, dtype, Arg.None, device), requires_grad, null);

        /// <summary>Copies the elements of <paramref name="source"/>, converted and broadcast to this tensor's.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.CopyInPlace.Change(this, source, nonBlocking);

        public Tensor zero_() => Ops.ZeroInPlace.Change(this);

        public Tensor fill_(Scalar value) => Ops.FillInPlace.Change(this, value);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Ops.NormalInPlace.Change(this, mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Ops.UniformInPlace.Change(this, from, to, generator);

        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Ops.ExponentialInPlace.Change(this, lambda, generator);

        /// <summary>0 or 1 by the probabilities that this tensor holds.</summary>
        public Tensor bernoulli(Generator? generator = null) => Ops.Bernoulli.Call(this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Ops.BernoulliInPlace.Change(this, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Ops.BernoulliTensorInPlace.Change(this, p, generator);

        /// <summary>Indices drawn by the weights in the last dimension.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Ops.Multinomial.Call(this, num_samples, replacement, generator);
    }
}
