using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// One step of Adam (Kingma and Ba 2015, algorithm 1) in the order of its section 2, end: with c1 = 1 - beta1^t and
/// c2 = 1 - beta2^t, w -= (lr sqrt(c2) / c1) m / (sqrt(v) + eps sqrt(c2)), which is lr (m / c1) / (sqrt(v / c2) + eps) in fewer operations.
/// </summary>
internal readonly record struct AdamMoments(double LearningRate, double Beta1, double Beta2, double Eps)
{
    /// <summary>Takes <paramref name="grad"/> into the moments and changes the parameter. With <paramref name="largest"/> the largest v so far counts (AMSGrad).</summary>
    public void Update(Parameter parameter, Tensor grad, long step, Tensor mean, Tensor square, Tensor? largest)
    {
        double root = Math.Sqrt(1 - Math.Pow(Beta2, step));
        double rate = LearningRate * root / (1 - Math.Pow(Beta1, step));
        mean.mul_(Beta1).add_(grad, alpha: 1 - Beta1);
        square.mul_(Beta2).addcmul_(grad, grad, value: 1 - Beta2);
        if (largest is not null)
        {
            largest.copy_(largest.maximum(square));
            square = largest;
        }

        parameter.addcdiv_(mean, square.sqrt().add_(Eps * root), value: -rate);
    }
}
