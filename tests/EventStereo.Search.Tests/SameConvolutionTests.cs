using System.Runtime.Intrinsics;
using EventStereo.Search.Kernels;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

/// <summary>The convolution of the networks against torch's own, forward and backward.</summary>
public sealed class SameConvolutionTests
{
    /// <summary>Sums of a few hundred products of values of about 1, in another order.</summary>
    private const float Tolerance = 2e-5f;

    /// <summary>Samples, inputs, outputs, kernel, then (D,) H, W.</summary>
    public static TheoryData<int, int, int, int, long[]> Shapes() => new()
    {
        { 2, 12, 12, 3, [8, 24, 32] },
        { 3, 4, 12, 3, [5, 7, 11] }, // odd everywhere
        { 1, 24, 8, 3, [4, 6, 8] },
        { 1, 5, 7, 3, [1, 1, 1] }, // nothing but border
        { 2, 3, 1, 3, [1, 9, 40] },
        { 1, 1, 9, 3, [2, 3, 17] },
        { 1, 2, 3, 5, [6, 5, 4] },
        { 2, 10, 16, 1, [3, 5, 7] },
        { 1, 48, 24, 3, [6, 33, 116] }, // cut along rows
        { 1, 6, 2, 3, [40, 3, 2] }, // small planes, swept together
        { 2, 12, 24, 3, [17, 23] },
        { 1, 6, 5, 1, [9, 13] },
        { 1, 64, 8, 3, [90, 120] },
        { 17, 36, 36, 3, [8, 8] },
        { 17, 48, 48, 5, [7, 7] }, // left to oneDNN where its vectors are wide
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Output_and_gradients_equal_torchs(int samples, int inputs, int outputs, int kernel, long[] map)
    {
        (Tensor input, Tensor weight, Tensor bias, Tensor gradient) = Draw(samples, inputs, outputs, kernel, map);

        Tensor[] ours = Differentiate(SameConvolution.Apply(input, weight, bias), input, weight, bias, gradient);
        Tensor[] torchs = Differentiate(OfTorch(input, weight, bias), input, weight, bias, gradient);

        string[] names = ["output", "gradient at the input", "at the weights", "at the bias"];
        for (int i = 0; i < ours.Length; i++)
        {
            Assert.Equal(torchs[i].shape, ours[i].shape);
            double scale = Math.Max(1, torchs[i].abs().max().item<float>());
            Assert.True(Apart(ours[i], torchs[i]) <= Tolerance * scale, $"{names[i]}: {Apart(ours[i], torchs[i])} apart at a scale of {scale}");
        }
    }

    [Theory]
    [InlineData(48, 48, 3, 8, true)]
    [InlineData(32, 32, 5, 8, true)]
    [InlineData(36, 36, 3, 8, false)] // padded to 48 by 48, nearly half would be padding
    [InlineData(16, 16, 3, 16, false)] // too few
    [InlineData(48, 48, 1, 8, false)]
    [InlineData(48, 48, 3, 3, false)] // libtorch's slow way
    public void Channels_that_fill_the_lanes_of_oneDNN_are_left_to_it(int inputs, int outputs, int kernel, int side, bool left)
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "needs vectors of 512 bits");
        (Tensor input, Tensor weight, Tensor bias, _) = Draw(24, inputs, outputs, kernel, [side, side]);

        using Tensor ours = empty(24, outputs, side, side);
        DirectConvolution.Forward(
            new ConvolutionSize(24, inputs, outputs, 1, side, side, 1, kernel, kernel), input.data<float>().ToArray(), weight.data<float>().ToArray(), bias.data<float>().ToArray(), TensorMemory.Floats(ours), 1);

        Assert.Equal(!left, Apart(SameConvolution.Apply(input, weight, bias), ours) == 0);
    }

    [Fact]
    public void Works_without_bias_and_on_one_thread()
    {
        (Tensor input, Tensor weight, _, Tensor gradient) = Draw(2, 4, 6, 3, [4, 5, 6]);
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            Tensor output = SameConvolution.Apply(input, weight, null);
            Tensor[] gradients = [.. autograd.grad([output], [input, weight], [gradient])];
            Tensor expected = OfTorch(input, weight, null);
            Tensor[] expectedGradients = [.. autograd.grad([expected], [input, weight], [gradient])];

            Assert.True(Apart(output, expected) < Tolerance);
            Assert.True(Apart(gradients[0], expectedGradients[0]) < Tolerance);
            Assert.True(Apart(gradients[1], expectedGradients[1]) < 10 * Tolerance); // sums over all positions
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Takes_maps_in_any_memory_layout()
    {
        (Tensor input, Tensor weight, Tensor bias, _) = Draw(2, 4, 6, 3, [4, 5, 6]);
        Tensor turned = input.detach().transpose(2, 4).contiguous().transpose(2, 4);
        Tensor cut = cat([input.detach(), input.detach()], 1).narrow(1, 4, 4);

        Assert.False(turned.is_contiguous());
        Assert.Equal(0, Apart(SameConvolution.Apply(turned, weight, bias), SameConvolution.Apply(input, weight, bias)));
        Assert.Equal(0, Apart(SameConvolution.Apply(cut, weight, bias), SameConvolution.Apply(input, weight, bias)));
    }

    [Fact]
    public void Gradient_in_any_memory_layout_counts_the_same()
    {
        (Tensor input, Tensor weight, Tensor bias, _) = Draw(1, 3, 4, 3, [4, 5, 6]);
        Tensor scattered = ones(1).expand(1, 4, 4, 5, 6);

        Tensor[] some = Differentiate(SameConvolution.Apply(input, weight, bias), input, weight, bias, scattered);
        Tensor[] same = Differentiate(SameConvolution.Apply(input, weight, bias), input, weight, bias, scattered.contiguous());

        Assert.All(some.Zip(same), pair => Assert.Equal(0, Apart(pair.First, pair.Second)));
    }

    [Fact]
    public void Input_that_wants_no_gradient_gets_none_and_the_weights_do()
    {
        (Tensor input, Tensor weight, Tensor bias, Tensor gradient) = Draw(1, 3, 4, 3, [4, 5, 6]);
        Tensor events = input.detach();

        Tensor output = SameConvolution.Apply(events, weight, bias);
        output.backward([gradient]);

        Assert.Null(events.grad);
        Assert.True(Apart(weight.grad!, autograd.grad([OfTorch(input, weight, bias)], [weight], [gradient])[0]) < 10 * Tolerance);
    }

    [Fact]
    public void Records_nothing_when_gradients_are_off()
    {
        (Tensor input, Tensor weight, Tensor bias, _) = Draw(1, 3, 4, 3, [4, 5, 6]);
        using IDisposable noGrad = no_grad();

        Assert.False(SameConvolution.Apply(input, weight, bias).requires_grad);
    }

    [Fact]
    public void Same_inputs_give_the_same_bits()
    {
        (Tensor input, Tensor weight, Tensor bias, Tensor gradient) = Draw(3, 8, 8, 3, [8, 24, 32]);
        Tensor[] first = Differentiate(SameConvolution.Apply(input, weight, bias), input, weight, bias, gradient);

        for (int repeat = 0; repeat < 5; repeat++)
        {
            Tensor[] again = Differentiate(SameConvolution.Apply(input, weight, bias), input, weight, bias, gradient);
            Assert.All(first.Zip(again), pair => Assert.Equal(0, Apart(pair.First, pair.Second)));
        }
    }

    [Fact]
    public void Output_does_not_depend_on_the_number_of_threads()
    {
        (Tensor input, Tensor weight, Tensor bias, _) = Draw(2, 8, 8, 3, [8, 24, 32]);
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            Tensor one = SameConvolution.Apply(input, weight, bias);
            set_num_threads(2);
            Assert.Equal(0, Apart(one, SameConvolution.Apply(input, weight, bias)));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Parameters_have_the_names_and_shapes_of_torchs_module()
    {
        using SameConvolution ours = new(3, 4, 6);
        using nn.Module<Tensor, Tensor> torchs = nn.Conv3d(4, 6, kernel_size: 3, padding: 1);

        Assert.Equal(torchs.state_dict().Select(entry => (entry.Key, string.Join(",", entry.Value.shape))), ours.state_dict().Select(entry => (entry.Key, string.Join(",", entry.Value.shape))));
    }

    [Fact]
    public void Module_refuses_maps_of_other_channels()
    {
        using SameConvolution convolution = new(3, 4, 6);

        Assert.Throws<ArgumentException>(() => convolution.call(zeros([1L, 5, 2, 2, 2])));
        Assert.Throws<ArgumentException>(() => convolution.call(zeros([1L, 4, 2, 2])));
    }

    private static (Tensor Input, Tensor Weight, Tensor Bias, Tensor Gradient) Draw(int samples, int inputs, int outputs, int kernel, long[] map)
    {
        random.manual_seed(1);
        Tensor input = randn([samples, inputs, .. map]).requires_grad_();
        Tensor weight = (randn([outputs, inputs, .. map.Select(_ => (long)kernel)]) * 0.1f).requires_grad_();
        return (input, weight, randn(outputs).requires_grad_(), randn([samples, outputs, .. map]));
    }

    private static Tensor OfTorch(Tensor input, Tensor weight, Tensor? bias)
    {
        long[] padding = [.. weight.shape[2..].Select(side => side / 2)];
        return weight.shape.Length == 5 ? nn.functional.conv3d(input, weight, bias, padding: padding) : nn.functional.conv2d(input, weight, bias, padding: padding);
    }

    private static Tensor[] Differentiate(Tensor output, Tensor input, Tensor weight, Tensor bias, Tensor gradient) =>
        [output, .. autograd.grad([output], [input, weight, bias], [gradient])];

    private static double Apart(Tensor some, Tensor other) => (some.detach() - other.detach()).abs().max().item<float>();
}
