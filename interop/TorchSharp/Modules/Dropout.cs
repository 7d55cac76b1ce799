using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>In training, sets elements to zero with probability p and scales the others by 1 / (1 - p).</summary>
public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout(double p, bool inplace)
        : base(nameof(Dropout))
    {
        if (p is < 0 or > 1 || double.IsNaN(p))
        {
            throw new ArgumentException($"dropout probability has to be between 0 and 1, but got {p}", nameof(p));
        }

        this.p = p;
        this.inplace = inplace;
    }

    public double p { get; set; }

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
}
