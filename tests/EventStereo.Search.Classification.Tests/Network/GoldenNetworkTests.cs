using EventStereo.EventIO.Formats.Numpy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Tests;

/// <summary>One forward and backward pass against data/make_classification_golden.py, which computes the same from the equations alone, in float64.</summary>
public sealed class GoldenNetworkTests
{
    private const int Steps = 3, Batch = 2, Channels = 3, Height = 8, Width = 7, Classes = 4, Sampled = 1000;

    private static readonly string GoldenPath = Path.Combine(AppContext.BaseDirectory, "data", "classification_golden.npz");

    [Theory]
    [InlineData(NeuronKernels.Fused)]
    [InlineData(NeuronKernels.Torch)]
    public void Forward_and_backward_agree_with_the_equations(NeuronKernels kernels)
    {
        using DisposeScope scope = NewDisposeScope();
        using NpzReader golden = NpzReader.Open(GoldenPath);
        using ClassificationNetwork network = Network();
        Tensor images = tensor(Array.ConvertAll(Noise(1000 + (int)golden.Read<long>("seed").Data[0], Batch * Channels * Height * Width), value => 4 * value), [Batch, Channels, Height, Width]);
        Tensor labels = tensor((long[])[0, 1]);

        StepLogits logits = network.call(DirectCoding.Repeat(images, Steps), new StateFlow(Steps, kernels: kernels));
        Tensor loss = nn.functional.cross_entropy(logits.Mean(), labels) + (0.4f * nn.functional.cross_entropy(logits.AuxiliaryMean()!, labels)); // the network trains and has the head
        loss.backward();

        Close(golden, "logits", logits.Main);
        Close(golden, "auxiliary", logits.Auxiliary!); // as above
        Close(golden, "loss", loss);
        foreach ((string name, Parameter parameter) in network.named_parameters())
        {
            Close(golden, "gradient." + name, parameter.grad!); // every parameter takes part
        }

        foreach ((string name, Tensor buffer) in network.named_buffers().Where(entry => !entry.name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            Close(golden, "running." + name, buffer);
        }
    }

    /// <summary>Within 2e-4 of the largest value of the array, and of 1e-6: float32 sums of some thousand terms through batch norms of six rows.</summary>
    private static void Close(NpzReader golden, string name, Tensor value)
    {
        float[] expected = golden.Read<float>(name).Data, all = value.detach().contiguous().data<float>().ToArray();
        int stride = Math.Max(1, all.Length / Sampled);
        float[] actual = name.StartsWith("gradient.", StringComparison.Ordinal) ? [.. Enumerable.Range(0, (all.Length + stride - 1) / stride).Select(i => all[i * stride])] : all;
        Assert.Equal(expected.Length, actual.Length);
        float tolerance = 1e-6f + (2e-4f * expected.Max(MathF.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance, $"{name}[{i}]: {actual[i]}, not {expected[i]} (tolerance {tolerance})");
        }
    }

    /// <summary>The small network with the generator's weights: parameters are numbered in the order in which its equations first use them.</summary>
    private static ClassificationNetwork Network()
    {
        ClassificationGenotype genotype = BuiltInGenotypes.SpikeDhsCifar with { Network = new SubnetGenotype([0, 1, 1, 2], BuiltInGenotypes.SpikeDhsCifar.Cell) };
        ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = 2, Classes = Classes, Steps = Steps, AuxiliaryHead = true }, genotype);
        Dictionary<string, Parameter> parameters = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        using IDisposable noGrad = no_grad();
        int tag = 0;
        foreach (string module in Modules())
        {
            foreach (string part in (string[])["weight", "bias"])
            {
                Fill(parameters, $"{module}.{part}", tag++);
            }
        }

        Assert.Equal(parameters.Count, tag);
        return network;
    }

    private static IEnumerable<string> Modules()
    {
        string[] convolutions = ["stem.convs.0", .. Enumerable.Range(0, 4).SelectMany(cell => Enumerable.Range(0, 6).Select(edge => $"cells.{cell}.edges.{edge}"))];
        foreach (string convolution in convolutions)
        {
            yield return $"{convolution}.conv";
            yield return $"{convolution}.norm";
        }

        foreach (string layer in (string[])["readout.classifier.linear", "auxiliary.squeeze.conv", "auxiliary.mix.linear", "auxiliary.classifier.linear"])
        {
            yield return layer;
            yield return $"{layer[..layer.LastIndexOf('.')]}.norm";
        }
    }

    private static void Fill(Dictionary<string, Parameter> parameters, string name, int tag)
    {
        Parameter parameter = parameters[name];
        double fanIn = parameter.numel() / parameter.shape[0];
        bool isNorm = name.Contains(".norm.", StringComparison.Ordinal), isWeight = name.EndsWith("weight", StringComparison.Ordinal);
        double Value(double raw) => (isNorm, isWeight) switch
        {
            (true, true) => 1 + (0.4 * raw),
            (true, false) => 0.5 + (0.4 * raw),
            (false, false) => 0.2 * raw,
            _ => 3 * raw / Math.Sqrt(fanIn),
        };
        parameter.copy_(tensor(Array.ConvertAll(Noise(tag, (int)parameter.numel()), raw => (float)Value(raw)), parameter.shape));
    }

    private static float[] Noise(int tag, int count)
    {
        float[] values = new float[count];
        for (int k = 0; k < count; k++)
        {
            double x = Math.Sin(((k + 1) * 12.9898) + (tag * 78.233)) * 43758.5453;
            values[k] = (float)(x - Math.Floor(x) - 0.5);
        }

        return values;
    }
}
