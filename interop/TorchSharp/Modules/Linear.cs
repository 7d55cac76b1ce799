using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x W^T + b; weight <c>[out, in]</c> and bias <c>[out]</c> are drawn uniformly from +-1/sqrt(in).</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter weightParameter;
    [ComponentName(Name = nameof(bias))]
    private Parameter? biasParameter;

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        ArgumentNullException.ThrowIfNull(weight);
        (out_features, in_features) = (weight.shape[0], weight.shape[1]);
        weightParameter = weight;
        register_parameter(nameof(weight), weight);
        this.bias = bias;
    }

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : this(new Parameter(empty([outputSize, inputSize], dtype: dtype, device: device)), hasBias ? new Parameter(empty([outputSize], dtype: dtype, device: device)) : null)
    {
        nn.init.kaiming_uniform_(weightParameter, a: Math.Sqrt(5));
        if (biasParameter is not null)
        {
            double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            nn.init.uniform_(biasParameter, -bound, bound);
        }
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    /// <summary>The weight; the one that is replaced is disposed.</summary>
    public Parameter weight
    {
        get => weightParameter;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, weightParameter))
            {
                weightParameter.Dispose();
                weightParameter = value;
                (out_features, in_features) = (value.shape[0], value.shape[1]);
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }
    }

    /// <summary>The bias, null if there is none; the one that is replaced is disposed.</summary>
    public Parameter? bias
    {
        get => biasParameter;
        set
        {
            if (!ReferenceEquals(value, biasParameter))
            {
                biasParameter?.Dispose();
                biasParameter = value;
                ConditionallyRegisterParameter(nameof(bias), value);
            }
        }
    }

    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weightParameter, biasParameter);
}
