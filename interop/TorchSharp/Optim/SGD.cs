using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// Stochastic gradient descent: g += decay w; b = momentum b + (1 - dampening) g, the first b being g; w -= lr b, or with
/// Nesterov's momentum w -= lr (g + momentum b) (Sutskever et al. 2013).
/// </summary>
public partial class SGD : OptimizerHelper, IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        if (momentum < 0 || weight_decay < 0)
        {
            throw new ArgumentException($"Invalid momentum {momentum} or weight_decay {weight_decay}");
        }

        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        }

        Start(
            new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize },
            parameters);
    }

    /// <summary>The momentum of the first group; setting it sets that of every group.</summary>
    public double Momentum
    {
        get => ((Options)_parameter_groups[0].Options!).momentum!.Value; // filled in when the group was added
        set
        {
            foreach (Modules.ParamGroup group in _parameter_groups)
            {
                ((Options)group.Options!).momentum = value; // filled in when the group was added
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
        double lr = options.LearningRate!.Value, momentum = options.momentum!.Value, decay = options.weight_decay!.Value; // as above
        ForEachGradient<State>(group, (parameter, grad, state) =>
        {
            if (decay != 0)
            {
                // The decay pulls towards zero whichever way the loss is to go.
                grad = grad.add(parameter, alpha: options.maximize == true ? -decay : decay);
            }

            if (momentum != 0)
            {
                if (state.momentum_buffer is null)
                {
                    state.momentum_buffer = grad.clone().DetachFromDisposeScope();
                }
                else
                {
                    state.momentum_buffer.mul_(momentum).add_(grad, alpha: 1 - options.dampening!.Value);
                }

                grad = options.nesterov == true ? grad.add(state.momentum_buffer, alpha: momentum) : state.momentum_buffer;
            }

            parameter.add_(grad, alpha: options.maximize == true ? lr : -lr);
        });
    }
}
