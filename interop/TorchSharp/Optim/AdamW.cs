using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): w *= 1 - lr decay, then
/// w -= lr m / (sqrt(v) + eps) with m and v, running means of the gradient and of its square, corrected for their start at zero.
/// </summary>
public partial class AdamW : OptimizerHelper, IBetas
{
    public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
        {
            throw new ArgumentException($"Invalid beta1 {beta1} or beta2 {beta2}");
        }

        if (eps < 0 || weight_decay < 0)
        {
            throw new ArgumentException($"Invalid eps {eps} or weight_decay {weight_decay}");
        }

        Start(
            new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize },
            parameters);
    }

    /// <summary>The decay rates of the first group; setting them sets those of every group.</summary>
    public (double, double) Betas
    {
        get => ((ParamGroup)_parameter_groups[0]).Betas;
        set
        {
            foreach (Modules.ParamGroup group in _parameter_groups)
            {
                ((ParamGroup)group).Betas = value;
            }
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeState();
        }

        base.Dispose(disposing);
    }

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private void Update(ParamGroup group)
    {
        Options options = group.Options!; // filled in when the group was added
        double decay = options.weight_decay!.Value; // as above
        AdamMoments moments = new(options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value); // as above
        ForEachGradient<State>(group, (parameter, grad, state) =>
        {
            if (options.maximize == true)
            {
                grad = grad.neg();
            }

            if (decay != 0)
            {
                parameter.mul_(1 - (moments.LearningRate * decay));
            }

            state.step++;
            moments.Update(parameter, grad, state.step, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq);
        });
    }
}
