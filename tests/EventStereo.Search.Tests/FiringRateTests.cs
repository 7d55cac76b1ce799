using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class FiringRateTests
{
    [Fact]
    public void Mean_is_over_neurons_of_layers_of_any_size()
    {
        using DisposeScope scope = NewDisposeScope();
        FiringRate rate = new();
        rate.OnNeurons(ones(2, 3), spiking: true);
        rate.OnNeurons(zeros(1, 18), spiking: true);
        rate.OnNeurons(ones(100), spiking: false); // an output membrane

        Assert.Equal(6.0 / 24, rate.Mean(), 1e-7);
    }

    [Fact]
    public void Excess_is_the_mean_square_above_the_target_and_pulls_only_layers_above_it()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor busy = full([4L], 0.5f), quiet = full([4L], 0.05f);
        busy.requires_grad_(true);
        quiet.requires_grad_(true);
        FiringRate rate = new();
        rate.OnNeurons(busy, spiking: true);
        rate.OnNeurons(quiet, spiking: true);

        Tensor excess = rate.Excess(target: 0.1)!; // there are layers
        excess.backward();

        Assert.Equal(0.4 * 0.4 / 2, excess.item<float>(), 1e-6);
        Assert.Equal(2 * 0.4 / 2 / 4, busy.grad!.data<float>()[0], 1e-6); // d excess / d rate, spread over four neurons
        Assert.Equal(0f, quiet.grad!.data<float>()[0]);
    }

    [Fact]
    public void Without_spiking_neurons_there_is_no_rate()
    {
        FiringRate rate = new();
        Assert.True(double.IsNaN(rate.Mean()));
        Assert.Null(rate.Excess(0.1));
    }
}
