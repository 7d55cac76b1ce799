using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace EventStereo.Interop.Tests;

/// <summary>Learning rates by schedule against closed forms written out here.</summary>
public sealed class NnScheduleTests
{
    private const double Base = 0.4;

    [Fact]
    public void Lambda_scales_the_initial_rate() =>
        Follow(optimizer => LambdaLR(optimizer, step => 1.0 / (1 + step)), step => Base / (1 + step));

    [Fact]
    public void Steps_decay_by_periods() =>
        Follow(optimizer => StepLR(optimizer, 3, 0.5), step => Base * Math.Pow(0.5, step / 3));

    [Fact]
    public void Milestones_decay() =>
        Follow(optimizer => MultiStepLR(optimizer, [2, 5, 5], 0.1), step => Base * Math.Pow(0.1, (step >= 2 ? 1 : 0) + (step >= 5 ? 2 : 0)));

    [Fact]
    public void Exponential_decays_each_step() =>
        Follow(optimizer => ExponentialLR(optimizer, 0.9), step => Base * Math.Pow(0.9, step));

    [Fact]
    public void Constant_ends() =>
        Follow(optimizer => ConstantLR(optimizer, 0.25, 4), step => step < 4 ? Base / 4 : Base);

    [Fact]
    public void Line_rises_and_stays() =>
        Follow(optimizer => LinearLR(optimizer, 0.2, 1, 5), step => Base * (0.2 + (0.8 * Math.Min(step, 5) / 5)));

    [Fact]
    public void Cosine_goes_down_and_up_again() =>
        Follow(optimizer => CosineAnnealingLR(optimizer, 6, 0.1), step => 0.1 + ((Base - 0.1) * (1 + Math.Cos(Math.PI * step / 6)) / 2), 20);

    [Fact]
    public void Warm_up_then_cosine() =>
        Follow(
            optimizer => SequentialLR(optimizer, [LinearLR(optimizer, 0.5, 1, 4), CosineAnnealingLR(optimizer, 8)], [4]),
            step => step < 4 ? Base * (0.5 + (0.5 * step / 4)) : Base * (1 + Math.Cos(Math.PI * (step - 4) / 8)) / 2,
            12);

    [Fact]
    public void Three_schedules_in_a_row_each_begin_at_the_initial_rate() =>
        Follow(
            optimizer => SequentialLR(optimizer, [ConstantLR(optimizer, 0.5, 100), LinearLR(optimizer, 0.1, 1, 3), StepLR(optimizer, 2, 0.5)], [2, 5]),
            step => step < 2 ? Base / 2 : step < 5 ? Base * (0.1 + (0.9 * (step - 2) / 3)) : Base * Math.Pow(0.5, (step - 5) / 2),
            10);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void One_cycle_rises_and_falls_with_momentum_opposite(bool threePhases, bool linear)
    {
        using Parameter parameter = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([parameter], Base, momentum: 0.5);
        impl.OneCycleLR.AnnealStrategy shape = linear ? impl.OneCycleLR.AnnealStrategy.Linear : impl.OneCycleLR.AnnealStrategy.Cos;
        optim.lr_scheduler.LRScheduler schedule = OneCycleLR(optimizer, 1.0, total_steps: 20, pct_start: 0.4, anneal_strategy: shape, three_phase: threePhases);
        (double, double, double)[] knots = threePhases // (step, rate, momentum)
            ? [(0, 0.04, 0.95), (7, 1, 0.85), (14, 0.04, 0.95), (19, 4e-6, 0.95)]
            : [(0, 0.04, 0.95), (7, 1, 0.85), (19, 4e-6, 0.95)];
        for (int step = 0; step < 20; step++)
        {
            int phase = Array.FindIndex(knots, 1, knot => step <= knot.Item1);
            (double begin, double fromRate, double fromMomentum) = knots[phase - 1];
            (double end, double toRate, double toMomentum) = knots[phase];
            double share = (step - begin) / (end - begin);
            double weight = linear ? share : (1 - Math.Cos(Math.PI * share)) / 2;
            Assert.Equal(fromRate + ((toRate - fromRate) * weight), optimizer.ParamGroups.Single().LearningRate, 1e-12);
            Assert.Equal(fromMomentum + ((toMomentum - fromMomentum) * weight), optimizer.Momentum, 1e-12);
            if (step < 19)
            {
                schedule.step();
            }
        }
    }

    [Fact]
    public void One_cycle_changes_the_first_beta_of_adam_and_ends()
    {
        using Parameter parameter = nn.Parameter(ones(1));
        using Adam optimizer = optim.Adam([parameter]);
        optim.lr_scheduler.LRScheduler schedule = OneCycleLR(optimizer, 1.0, epochs: 2, steps_per_epoch: 2);
        Assert.Equal((0.95, 0.999), optimizer.Betas);
        for (int step = 0; step < 4; step++)
        {
            schedule.step();
        }

        Assert.Throws<InvalidOperationException>(schedule.step);
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 1.0));
    }

    [Theory]
    [InlineData("step")]
    [InlineData("milestones")]
    [InlineData("exponential")]
    [InlineData("constant")]
    [InlineData("line")]
    [InlineData("cosine")]
    [InlineData("lambda")]
    public void Jump_to_a_step_gives_the_rate_of_walking_there(string name)
    {
        using Parameter first = nn.Parameter(ones(1)), second = nn.Parameter(ones(1));
        using SGD walking = optim.SGD([first], Base), jumping = optim.SGD([second], Base);
        optim.lr_scheduler.LRScheduler walk = Make(name, walking), jump = Make(name, jumping);
        for (int step = 1; step <= 7; step++)
        {
            walk.step();
        }

        jump.step(7);
        Assert.Equal(walk.get_last_lr().Single(), jump.get_last_lr().Single(), 1e-12);
    }

    [Fact]
    public void Each_group_keeps_its_own_initial_rate()
    {
        using Parameter first = nn.Parameter(ones(1)), second = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([new SGD.ParamGroup([first], lr: 0.1), new SGD.ParamGroup([second], lr: 1.0)], 0.5);
        optim.lr_scheduler.LRScheduler schedule = StepLR(optimizer, 1, 0.5);
        schedule.step();
        Assert.Equal([0.05, 0.5], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.1, 1.0], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
    }

    private static optim.lr_scheduler.LRScheduler Make(string name, optim.Optimizer optimizer) => name switch
    {
        "step" => StepLR(optimizer, 3, 0.5),
        "milestones" => MultiStepLR(optimizer, [2, 5], 0.1),
        "exponential" => ExponentialLR(optimizer, 0.9),
        "constant" => ConstantLR(optimizer, 0.25, 4),
        "line" => LinearLR(optimizer, 0.2, 1, 9),
        "cosine" => CosineAnnealingLR(optimizer, 6, 0.1),
        _ => LambdaLR(optimizer, step => 1.0 / (1 + step)),
    };

    private static void Follow(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make, Func<int, double> expected, int steps = 9)
    {
        using Parameter parameter = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([parameter], Base);
        optim.lr_scheduler.LRScheduler schedule = make(optimizer);
        for (int step = 0; step <= steps; step++)
        {
            // Products of ratios against closed forms in double precision.
            Assert.Equal(expected(step), optimizer.ParamGroups.Single().LearningRate, 1e-12);
            Assert.Equal(optimizer.ParamGroups.Single().LearningRate, schedule.get_last_lr().Single());
            schedule.step();
        }
    }
}
