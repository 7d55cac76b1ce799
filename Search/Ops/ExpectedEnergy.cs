using EventStereo.Energy;
using EventStereo.Energy.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// The energy of a forward pass as a tensor that gradients flow through, for losses and searches that want fewer spikes:
/// <c>E = sum over layers of AddPj sum over x of x[c, d, h, w] fan_d[d] fan_h[h] fan_w[w] C_out / groups</c>, which for spikes is exactly what
/// <see cref="ActivityRecorder"/> measures. Layers with real-valued input, and real-valued channels among spiking ones, cost their dense products, a constant. Collects between its making
/// and its disposal; <see cref="Take"/> ends one pass.
/// </summary>
public sealed class ExpectedEnergy : IDisposable
{
    private const double MjPerPj = 1e-9;
    private readonly ArithmeticPrices prices;
    private readonly List<Action> removals = [];
    private Tensor? spikesMj;
    private double constantMj;

    /// <summary>Watches the convolutions of <paramref name="network"/> at <paramref name="prices"/>.</summary>
    public ExpectedEnergy(nn.Module network, ArithmeticPrices prices)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.prices = prices ?? throw new ArgumentNullException(nameof(prices));
        foreach ((_, nn.Module module) in network.named_modules())
        {
            if (module is Convolution convolution)
            {
                var hook = convolution.register_forward_pre_hook((_, input) => Add(convolution, input));
                removals.Add(hook.remove);
            }
        }
    }

    /// <summary>Millijoules, a scalar, of everything since the last call; divide by the batch for one inference.</summary>
    /// <exception cref="InvalidOperationException">No layer saw spikes.</exception>
    public Tensor Take()
    {
        Tensor sum = spikesMj ?? throw new InvalidOperationException("no layer with spiking input ran");
        Tensor total = sum + (float)constantMj;
        spikesMj = null;
        constantMj = 0;
        return total;
    }

    /// <summary>Takes the hooks off.</summary>
    public void Dispose()
    {
        foreach (Action remove in removals)
        {
            remove();
        }

        removals.Clear();
    }

    private Tensor Add(Convolution convolution, Tensor input)
    {
        ConvolutionShape shape = OperationProbe.ShapeOf(convolution, input);
        (Tensor? others, Tensor? real) = ChannelKinds.Split(convolution, input);
        if (real is not null)
        {
            AddDense(shape.OfInputs((int)real.shape[1]), input.shape[0]);
        }

        if (others is not null)
        {
            AddValues(shape.OfInputs((int)others.shape[1]), others);
        }

        return input;
    }

    private void AddDense(ConvolutionShape shape, long samples) => constantMj += shape.DenseMacs * samples * prices.MacPj * MjPerPj;

    private void AddValues(ConvolutionShape shape, Tensor input)
    {
        if (!IsMadeOfSpikes(input))
        {
            AddDense(shape, input.shape[0]);
            return;
        }

        // One axis at a time keeps the products small: [N, C, (D,) H, W] -> [N, C, (D,) H] -> ...
        Tensor weighted = input.abs().matmul(FanOut(shape.FanOutAlongWidth(), input.device)).matmul(FanOut(shape.FanOutAlongHeight(), input.device));
        if (shape.Dimensions == 3)
        {
            weighted = weighted.matmul(FanOut(shape.FanOutAlongDepth(), input.device));
        }

        Tensor mj = weighted.sum() * (float)(shape.OutputChannels / shape.Groups * prices.AddPj * MjPerPj);
        spikesMj = spikesMj is null ? mj : spikesMj + mj;
    }

    /// <summary>Whether every value is -1, 0 or 1.</summary>
    private static bool IsMadeOfSpikes(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        return (input * (input.abs() - 1f)).abs().max().item<float>() == 0f;
    }

    private static Tensor FanOut(int[] counts, Device device) => tensor(Array.ConvertAll(counts, count => (float)count)).to(device);
}
