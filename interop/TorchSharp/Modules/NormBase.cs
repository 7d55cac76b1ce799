using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What normalisations by statistics of channels share: weight (ones) and bias (zeros) if affine; running mean (zeros),
/// running variance (ones) and the count of batches as buffers if statistics are tracked.
/// </summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? weightParameter;
    [ComponentName(Name = nameof(bias))]
    private Parameter? biasParameter;
    [ComponentName(Name = nameof(running_mean))]
    private Tensor? meanBuffer;
    [ComponentName(Name = nameof(running_var))]
    private Tensor? varianceBuffer;
    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? batchesBuffer;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = new Parameter(ones([num_features], dtype: dtype, device: device));
            bias = new Parameter(zeros([num_features], dtype: dtype, device: device));
        }

        if (track_running_stats)
        {
            running_mean = zeros([num_features], dtype: dtype, device: device);
            running_var = ones([num_features], dtype: dtype, device: device);
            num_batches_tracked = zeros([], dtype: ScalarType.Int64, device: device);
        }
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The share of the newest batch in the running statistics; null averages over all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    /// <summary>The factor of each channel; the one that is replaced is disposed.</summary>
    public Parameter? weight
    {
        get => weightParameter;
        set => Replace(ref weightParameter, value, nameof(weight));
    }

    /// <summary>The summand of each channel; the one that is replaced is disposed.</summary>
    public Parameter? bias
    {
        get => biasParameter;
        set => Replace(ref biasParameter, value, nameof(bias));
    }

    /// <summary>The running mean of each channel; the one that is replaced is disposed.</summary>
    public Tensor? running_mean
    {
        get => meanBuffer;
        set => Replace(ref meanBuffer, value, nameof(running_mean));
    }

    /// <summary>The running variance of each channel; the one that is replaced is disposed.</summary>
    public Tensor? running_var
    {
        get => varianceBuffer;
        set => Replace(ref varianceBuffer, value, nameof(running_var));
    }

    /// <summary>How many batches the statistics have seen; the one that is replaced is disposed.</summary>
    public Tensor? num_batches_tracked
    {
        get => batchesBuffer;
        set => Replace(ref batchesBuffer, value, nameof(num_batches_tracked));
    }

    /// <summary>Forgets the statistics and sets weight to one, bias to zero.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (affine)
        {
            nn.init.ones_(weight!); // an affine module has both
            nn.init.zeros_(bias!);
        }
    }

    /// <summary>Forgets the statistics.</summary>
    public void reset_running_stats()
    {
        if (track_running_stats)
        {
            running_mean!.zero_(); // a module that tracks has all three
            running_var!.fill_(1);
            num_batches_tracked!.zero_();
        }
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private void Replace(ref Parameter? current, Parameter? value, string component)
    {
        if (!ReferenceEquals(current, value))
        {
            current?.Dispose();
            current = value;
            ConditionallyRegisterParameter(component, value);
        }
    }

    private void Replace(ref Tensor? current, Tensor? value, string component)
    {
        if (!ReferenceEquals(current, value))
        {
            current?.Dispose();
            current = value;
            ConditionallyRegisterBuffer(component, value);
        }
    }
}
