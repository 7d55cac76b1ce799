using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class ExpectedEnergyTests
{
    [Theory]
    [InlineData(2, 1, 1, 1)]
    [InlineData(2, 2, 0, 2)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 1, 2)]
    public void Equals_the_measured_energy_of_the_same_spikes(int dimensions, long stride, long padding, long groups)
    {
        using DisposeScope scope = NewDisposeScope();
        torch.random.manual_seed(3);
        nn.Module<Tensor, Tensor> conv = dimensions == 2
            ? nn.Conv2d(2, 4, kernel_size: 3, stride: stride, padding: padding, groups: groups)
            : nn.Conv3d(2, 4, kernel_size: 3, stride: stride, padding: padding, groups: groups);
        nn.Module<Tensor, Tensor> net = nn.Sequential(("conv", conv));
        Tensor spikes = rand(dimensions == 2 ? [3L, 2L, 7L, 9L] : [3L, 2L, 5L, 7L, 9L]).lt(0.3f).to(ScalarType.Float32);
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(net, recorder);
        using ExpectedEnergy expected = new(net, ArithmeticPrices.Cmos45nmFloat32);
        net.call(spikes);
        recorder.CompleteInference(3);

        double measured = 3 * EnergyModels.Literature.Spiking(recorder.Activities()).TotalMj;

        Assert.Equal(measured, expected.Take().item<float>(), 1e-6 * measured);
    }

    [Fact]
    public void The_gradient_of_a_spike_is_the_price_of_its_fan_out()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = nn.Sequential(("conv", nn.Conv2d(1, 2, kernel_size: 3, padding: 1)));
        using ExpectedEnergy expected = new(net, ArithmeticPrices.Cmos45nmFloat32);
        Tensor spikes = ones(1, 1, 3, 3).requires_grad_();
        net.call(spikes);
        expected.Take().backward();

        // A corner reaches 4 outputs of each of two maps, an edge 6, the centre 9.
        float[] fanOut = [4, 6, 4, 6, 9, 6, 4, 6, 4];
        float[] gradient = spikes.grad!.data<float>().ToArray(); // backward ran
        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(fanOut[i] * 2 * 0.9e-9, gradient[i], 1e-15));
    }

    [Fact]
    public void A_real_valued_input_costs_its_dense_products_whatever_it_holds()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = nn.Sequential(("real", nn.Conv2d(1, 1, kernel_size: 1)), ("spikes", nn.Conv2d(1, 1, kernel_size: 1)));
        using ExpectedEnergy expected = new(net, ArithmeticPrices.Cmos45nmFloat32);
        nn.Module<Tensor, Tensor>[] layers = [.. net.children().Cast<nn.Module<Tensor, Tensor>>()];
        layers[0].call(full([1L, 1L, 2L, 2L], 0.5f));
        layers[1].call(ones(1, 1, 2, 2));

        Assert.Equal((4 * 4.6e-9) + (4 * 0.9e-9), expected.Take().item<float>(), 1e-14);
    }

    [Fact]
    public void Nothing_is_left_over_from_one_pass_to_the_next()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = nn.Sequential(("conv", nn.Conv2d(1, 1, kernel_size: 1)));
        using ExpectedEnergy expected = new(net, ArithmeticPrices.Cmos45nmFloat32);
        net.call(ones(1, 1, 2, 2));
        expected.Take();

        Assert.Throws<InvalidOperationException>(() => expected.Take());
    }
}
