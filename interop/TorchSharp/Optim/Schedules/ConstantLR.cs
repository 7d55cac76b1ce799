namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The initial rate times a factor until a step, then without it.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double factor;
                    private readonly int steps;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (factor is not (> 0 and <= 1))
                        {
                            throw new ArgumentException($"factor must be in (0, 1], not {factor}", nameof(factor));
                        }

                        (this.factor, steps) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double ratio = Epoch == 0 ? factor : Epoch == steps ? 1 / factor : 1;
                        return Controllers.Select(group => group.LearningRate * ratio);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => BaseRates.Select(rate => Epoch < steps ? rate * factor : rate);
                }
            }
        }
    }
}
