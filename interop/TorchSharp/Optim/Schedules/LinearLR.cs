namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The initial rate times a factor that goes in a straight line from one value to another.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double from;
                    private readonly double to;
                    private readonly int steps;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is not (> 0 and <= 1) || end_factor is not (>= 0 and <= 1))
                        {
                            throw new ArgumentException($"start_factor must be in (0, 1] and end_factor in [0, 1], not {start_factor} and {end_factor}");
                        }

                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_iters);
                        (from, to, steps) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double ratio = Epoch switch
                        {
                            0 => from,
                            _ when Epoch > steps => 1,
                            _ => Factor(Epoch) / Factor(Epoch - 1),
                        };
                        return Controllers.Select(group => group.LearningRate * ratio);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => BaseRates.Select(rate => rate * Factor(Epoch));

                    private double Factor(int epoch) => from + ((to - from) * Math.Min(epoch, steps) / steps);
                }
            }
        }
    }
}
