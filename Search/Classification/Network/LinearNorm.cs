using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>A linear layer followed by batch norm: <c>[N, inputs]</c> to <c>[N, outputs]</c>. At inference the batch norm folds into the weights, so it costs no operation.</summary>
public sealed class LinearNorm : nn.Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly BatchNorm1d norm;

    /// <summary>Makes the layer with torch's default weights.</summary>
    public LinearNorm(long inputs, long outputs)
        : base(nameof(LinearNorm))
    {
        linear = nn.Linear(inputs, outputs);
        norm = nn.BatchNorm1d(outputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor current = linear.call(input);
        return norm.call(current);
    }
}
