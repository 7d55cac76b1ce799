using EventStereo.Energy;
using EventStereo.Search.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// Measures what reaches every 2-D and 3-D convolution of a network while it runs, by hooks that it takes off again when
/// disposed. It sees what the layers are really given, batch and time steps as they come.
/// </summary>
public sealed class ConvolutionProbe : IDisposable
{
    private readonly ActivityRecorder recorder;
    private readonly List<Action> removals = [];
    private readonly HashSet<string> expected = [];
    private readonly HashSet<string> seen = [];

    /// <summary>Watches the convolutions of <paramref name="network"/> and hands their inputs to <paramref name="recorder"/>.</summary>
    public ConvolutionProbe(nn.Module network, ActivityRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.recorder = recorder ?? throw new ArgumentNullException(nameof(recorder));
        foreach ((string name, nn.Module module) in network.named_modules())
        {
            if (module is Convolution convolution)
            {
                expected.Add(name);
                var hook = convolution.register_forward_pre_hook((_, input) => Record(name, convolution, input));
                removals.Add(hook.remove);
            }
        }
    }

    /// <summary>Throws when a convolution saw no input: then the measurement is not of the whole network.</summary>
    /// <exception cref="InvalidOperationException">Names the layers without input.</exception>
    public void RequireComplete()
    {
        string[] missing = [.. expected.Where(name => !seen.Contains(name)).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException($"no input reached {string.Join(", ", missing)}");
        }
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

    /// <summary>The energy model's shape of a convolution on inputs <c>[N, C, (D,) H, W]</c>.</summary>
    /// <exception cref="ArgumentException">The convolution's padding is given by name, not by numbers.</exception>
    public static ConvolutionShape ShapeOf(Convolution convolution, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        ArgumentNullException.ThrowIfNull(input);
        int[] size = [.. input.shape[2..].Select(side => (int)side)];
        int inputs = (int)convolution.in_channels, outputs = (int)convolution.out_channels, groups = (int)convolution.groups;
        long[] kernel = convolution.kernel_size, stride = convolution.stride, dilation = convolution.dilation;
        long[] padding = convolution.padding ?? throw new ArgumentException("a convolution whose padding is given by name has no counted shape", nameof(convolution));
        return size.Length == 2
            ? ConvolutionShape.Conv2d(inputs, outputs, (size[0], size[1]), Pair(kernel), Pair(stride), Pair(padding), Pair(dilation), groups)
            : ConvolutionShape.Conv3d(inputs, outputs, new Extent(size[0], size[1], size[2]), Triple(kernel), Triple(stride), Triple(padding), Triple(dilation), groups);
    }

    private Tensor Record(string name, Convolution convolution, Tensor input)
    {
        using Tensor onCpu = input.detach().cpu().contiguous();
        recorder.Record(name, ShapeOf(convolution, input), TensorMemory.Floats(onCpu));
        seen.Add(name);
        return input;
    }

    private static (int H, int W) Pair(long[] values) => ((int)values[0], (int)values[^1]);

    private static Extent Triple(long[] values) => new((int)values[0], (int)values[values.Length / 2], (int)values[^1]);
}
