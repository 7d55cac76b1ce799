using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012): v, a running mean of the squared gradient (of its variance if centred);
/// w -= lr g / (sqrt(v) + eps), or with momentum b = momentum b + g / (sqrt(v) + eps), w -= lr b.
/// </summary>
public partial class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
    {
        if (alpha < 0 || eps < 0 || weight_decay < 0 || momentum < 0)
        {
            throw new ArgumentException($"Invalid alpha {alpha}, eps {eps}, weight_decay {weight_decay} or momentum {momentum}");
        }

        Start(
            new Options { LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize },
            parameters);
    }

    /// <summary>The momentum of the first group; setting it sets that of every group.</summary>
    public double Momentum
    {
        get => ((ParamGroup)_parameter_groups[0]).Momentum;
        set
        {
            foreach (Modules.ParamGroup group in _parameter_groups)
            {
                ((ParamGroup)group).Momentum = value;
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
        double lr = options.LearningRate!.Value, decay = options.weight_decay!.Value; // as above
        double alpha = options.alpha!.Value, eps = options.eps!.Value, momentum = options.momentum!.Value; // as above
        ForEachGradient<State>(group, (parameter, grad, state) =>
        {
            if (options.maximize == true)
            {
                grad = grad.neg();
            }

            if (decay != 0)
            {
                grad = grad.add(parameter, alpha: decay);
            }

            state.step++;
            state.square_avg.mul_(alpha).addcmul_(grad, grad, value: 1 - alpha);
            Tensor spread = state.square_avg;
            if (state.grad_avg is Tensor mean)
            {
                mean.mul_(alpha).add_(grad, alpha: 1 - alpha);
                spread = spread.sub(mean.square());
            }

            Tensor scale = spread.sqrt().add_(eps);
            if (momentum > 0)
            {
                state.momentum_buffer ??= torch.zeros_like(parameter).DetachFromDisposeScope();
                state.momentum_buffer.mul_(momentum).addcdiv_(grad, scale, value: 1);
                parameter.add_(state.momentum_buffer, alpha: -lr);
            }
            else
            {
                parameter.addcdiv_(grad, scale, value: -lr);
            }
        });
    }
}
