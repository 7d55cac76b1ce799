using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>
/// Optimizers against the formulas of their papers, written out for one number in double precision, over ten steps on
/// gradients g_t = sin(t + i) + w_i of three elements.
/// </summary>
public sealed class NnOptimizerTests
{
    private const int Steps = 10;

    // float32 against double over ten steps, of the number's size where that is above one.
    private const double Tolerance = 2e-6;

    public static TheoryData<double, double, double, bool, bool> SgdCases => new()
    {
        { 0, 0, 0, false, false },
        { 0.9, 0, 0, false, false },
        { 0.9, 0.1, 0.01, false, false },
        { 0.9, 0, 0.01, true, false },
        { 0.9, 0, 0.01, false, true },
    };

    [Theory]
    [MemberData(nameof(SgdCases))]
    public void Sgd_follows_its_formula(double momentum, double dampening, double decay, bool nesterov, bool maximize)
    {
        double buffer = 0;
        Compare(
            parameters => optim.SGD(parameters, 0.1, momentum, dampening, decay, nesterov, maximize),
            (w, g, t) =>
            {
                g = (maximize ? -g : g) + (decay * w);
                buffer = t == 1 ? g : (momentum * buffer) + ((1 - dampening) * g);
                double direction = momentum == 0 ? g : nesterov ? g + (momentum * buffer) : buffer;
                return w - (0.1 * direction);
            });
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0.05, false, false)]
    [InlineData(0.05, true, false)]
    [InlineData(0, true, true)]
    public void Adam_follows_its_formula(double decay, bool amsgrad, bool maximize)
    {
        double m = 0, v = 0, largest = 0;
        Compare(
            parameters => optim.Adam(parameters, 0.05, 0.8, 0.95, 1e-8, decay, amsgrad, maximize),
            (w, g, t) =>
            {
                g = (maximize ? -g : g) + (decay * w);
                return w - (0.05 * AdamDirection(g, t, amsgrad, ref m, ref v, ref largest));
            },
            () => (m, v, largest) = (0, 0, 0));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.3, false)]
    [InlineData(0.3, true)]
    public void AdamW_decays_apart_from_the_gradient(double decay, bool amsgrad)
    {
        double m = 0, v = 0, largest = 0;
        Compare(
            parameters => optim.AdamW(parameters, 0.05, 0.8, 0.95, 1e-8, decay, amsgrad),
            (w, g, t) => (w * (1 - (0.05 * decay))) - (0.05 * AdamDirection(g, t, amsgrad, ref m, ref v, ref largest)),
            () => (m, v, largest) = (0, 0, 0));
    }

    [Theory]
    [InlineData(0, false, 0)]
    [InlineData(0.9, false, 0.02)]
    [InlineData(0.9, true, 0)]
    [InlineData(0, true, 0)]
    public void RmsProp_follows_its_formula(double momentum, bool centered, double decay)
    {
        double square = 0, mean = 0, buffer = 0;
        Compare(
            parameters => optim.RMSProp(parameters, 0.02, 0.9, 1e-6, decay, momentum, centered),
            (w, g, t) =>
            {
                g += decay * w;
                square = (0.9 * square) + (0.1 * g * g);
                mean = (0.9 * mean) + (0.1 * g);
                double direction = g / (Math.Sqrt(centered ? square - (mean * mean) : square) + 1e-6);
                buffer = (momentum * buffer) + direction;
                return w - (0.02 * (momentum > 0 ? buffer : direction));
            },
            () => (square, mean, buffer) = (0, 0, 0));
    }

    [Fact]
    public void Groups_have_rates_of_their_own()
    {
        using Parameter slow = nn.Parameter(zeros(1)), fast = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([new SGD.ParamGroup([slow], lr: 0.1), new SGD.ParamGroup([fast], new SGD.Options { LearningRate = 1 })], 0.5);
        optimizer.add_param_group(new SGD.ParamGroup { Parameters = [nn.Parameter(zeros(1))] });
        Assert.Equal([0.1, 1, 0.5], optimizer.ParamGroups.Select(group => group.LearningRate));
        foreach (Parameter parameter in optimizer.parameters())
        {
            using Tensor loss = parameter.sum();
            loss.backward();
        }

        optimizer.step();
        Assert.Equal([-0.1f, -1f, -0.5f], optimizer.parameters().Select(parameter => parameter.ToSingle()));
        optimizer.parameters().Last().Dispose();
    }

    [Fact]
    public void Parameter_without_gradient_is_left_alone()
    {
        using Parameter idle = nn.Parameter(ones(1));
        using AdamW optimizer = optim.AdamW([idle], weight_decay: 0.5);
        optimizer.step();
        Assert.Equal(1f, idle.ToSingle());
    }

    [Fact]
    public void Step_runs_the_closure_with_gradients_and_returns_its_loss()
    {
        using Parameter parameter = nn.Parameter(full([1], 2f));
        using SGD optimizer = optim.SGD([parameter], 0.25);
        using var quiet = no_grad();
        using Tensor? loss = optimizer.step(() =>
        {
            Tensor value = (parameter * parameter).sum();
            value.backward();
            return value;
        });
        Assert.Equal(4f, loss!.ToSingle());
        Assert.Equal(1f, parameter.ToSingle());
    }

    [Fact]
    public void Zero_grad_clears()
    {
        using Parameter parameter = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([parameter], 0.25);
        using Tensor loss = parameter.sum();
        loss.backward();
        optimizer.zero_grad();
        Assert.Equal(0f, parameter.grad!.ToSingle());
    }

    [Fact]
    public void Steps_gain_no_tensor()
    {
        using Linear linear = nn.Linear(3, 3);
        using AdamW optimizer = optim.AdamW(linear.parameters(), weight_decay: 0.1, amsgrad: true);
        long[] live = new long[3];
        for (int i = 0; i < live.Length; i++)
        {
            using (NewDisposeScope())
            {
                linear.call(ones(2, 3)).sum().backward();
                nn.utils.clip_grad_norm_(linear.parameters(), 1);
                optimizer.step();
                optimizer.zero_grad();
            }

            live[i] = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        }

        Assert.Equal(live[1], live[2]);
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        using Parameter parameter = nn.Parameter(ones(1));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], -1));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.Adam([parameter], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.RMSProp([parameter], alpha: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam([parameter, parameter]));
    }

    [Fact]
    public void Optimizer_made_before_a_conversion_throws_at_its_step()
    {
        using Linear linear = nn.Linear(1, 1);
        using SGD optimizer = optim.SGD(linear.parameters(), 0.1);
        linear.to(ScalarType.Float64);
        Assert.Throws<InvalidOperationException>(() => optimizer.step());
    }

    private static double AdamDirection(double g, int t, bool amsgrad, ref double m, ref double v, ref double largest)
    {
        m = (0.8 * m) + (0.2 * g);
        v = (0.95 * v) + (0.05 * g * g);
        largest = Math.Max(largest, v);
        double unbiased = (amsgrad ? largest : v) / (1 - Math.Pow(0.95, t));
        return m / (1 - Math.Pow(0.8, t)) / (Math.Sqrt(unbiased) + 1e-8);
    }

    /// <summary>Runs the optimizer on three numbers at once and the formula on each alone.</summary>
    private static void Compare(Func<IEnumerable<Parameter>, optim.Optimizer> make, Func<double, double, int, double> formula, Action? reset = null)
    {
        float[] start = [0.5f, -1.25f, 2f];
        using Parameter parameter = nn.Parameter(tensor(start));
        using optim.Optimizer optimizer = make([parameter]);
        for (int t = 1; t <= Steps; t++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor slope = tensor(Enumerable.Range(0, 3).Select(i => (float)Math.Sin(t + i)).ToArray());
            ((parameter * slope).sum() + ((parameter * parameter).sum() / 2)).backward();
            optimizer.step();
        }

        float[] values = parameter.detach().data<float>().ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            reset?.Invoke();
            double expected = start[i];
            for (int t = 1; t <= Steps; t++)
            {
                expected = formula(expected, (float)Math.Sin(t + i) + expected, t);
            }

            Assert.Equal(expected, values[i], Tolerance * Math.Max(1, Math.Abs(expected)));
        }
    }
}
