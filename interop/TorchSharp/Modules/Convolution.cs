using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What all convolutions share: sizes, padding, weight <c>[out, in / groups, kernel...]</c> (transposed: <c>[in, out / groups,
/// kernel...]</c>) and bias <c>[out]</c>, both drawn uniformly from +-1/sqrt(fan in).
/// </summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private const string WeightName = nameof(weight);
    private const string BiasName = nameof(bias);

    [ComponentName(Name = BiasName)]
    protected Parameter? _bias;
    [ComponentName(Name = WeightName)]
    protected Parameter _weight;
    protected long input_channels;
    protected long[] _reversed_padding_repeated_twice = [];
    private protected long[] nearSide; // the padding before each dimension, however it was given

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (in_channels % groups != 0 || out_channels % groups != 0)
        {
            throw new ArgumentException($"{in_channels} input and {out_channels} output channels cannot be divided into {groups} groups", nameof(groups));
        }

        input_channels = in_channels;
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        nearSide = padding;
        if (padding_type is Padding named)
        {
            SetPadding(named);
        }
        else
        {
            SetPadding(padding);
        }

        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        _weight = new Parameter(empty(shape, dtype: dtype, device: device));
        register_parameter(WeightName, _weight);
        if (bias)
        {
            _bias = new Parameter(empty([out_channels], dtype: dtype, device: device));
            register_parameter(BiasName, _bias);
        }

        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    /// <summary>The padding of each side, null while it is given by name in <see cref="padding_type"/>.</summary>
    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public long[] dilation { get; set; }

    public bool transposed { get; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    /// <summary>The weight; the one that is replaced is disposed.</summary>
    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, _weight))
            {
                _weight.Dispose();
                _weight = value;
                ConditionallyRegisterParameter(WeightName, value);
            }
        }
    }

    /// <summary>The bias, null if there is none; the one that is replaced is disposed.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            if (!ReferenceEquals(value, _bias))
            {
                _bias?.Dispose();
                _bias = value;
                ConditionallyRegisterParameter(BiasName, value);
            }
        }
    }

    /// <summary>Pads each side by so many.</summary>
    public void SetPadding(long[] padding)
    {
        ArgumentNullException.ThrowIfNull(padding);
        padding_type = null;
        nearSide = this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
    }

    /// <summary>Pads not at all, or so that stride 1 keeps the size; an odd remainder goes to the far side.</summary>
    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && stride.Any(step => step != 1))
        {
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(padding));
        }

        (padding_type, this.padding) = (padding, null);
        long[] total = [.. kernel_size.Zip(dilation, (size, spread) => padding == Padding.Same ? spread * (size - 1) : 0)];
        nearSide = [.. total.Select(size => size / 2)];
        _reversed_padding_repeated_twice = [.. total.Reverse().SelectMany(size => new[] { size / 2, size - (size / 2) })];
    }

    /// <summary>Draws weight and bias anew.</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(_weight, a: Math.Sqrt(5));
        if (_bias is not null)
        {
            (long fanIn, _) = nn.init.CalculateFanInAndFanOut(_weight);
            double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
            nn.init.uniform_(_bias, -bound, bound);
        }
    }

    /// <summary>Whether the input has the module's channels before its last <paramref name="dimensions"/> dimensions, with or without a batch.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        ArgumentNullException.ThrowIfNull(input);
        long[] shape = input.shape;
        return (shape.Length == dimensions + 1 && shape[0] == input_channels) || (shape.Length == dimensions + 2 && shape[1] == input_channels);
    }

    /// <summary>Throws unless <see cref="ValidateShape"/> holds.</summary>
    private protected void RequireShape(Tensor input, long dimensions)
    {
        if (!ValidateShape(input, dimensions))
        {
            throw new ArgumentException(
                $"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {input_channels} channels to {GetName()}, got [{string.Join(", ", input.shape)}].", nameof(input));
        }
    }

    /// <summary>The input and the padding that is left for the operator to do: none if it had to be done here.</summary>
    private protected (Tensor Input, long[] Padding) Padded(Tensor input)
    {
        bool symmetric = padding_type != Padding.Same || kernel_size.Zip(dilation).All(axis => axis.Second * (axis.First - 1) % 2 == 0);
        if (padding_mode is PaddingModes.Zeros or PaddingModes.Constant && symmetric)
        {
            return (input, nearSide);
        }

        PaddingModes mode = padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : padding_mode;
        return (nn.functional.pad(input, _reversed_padding_repeated_twice, mode), new long[nearSide.Length]);
    }
}
