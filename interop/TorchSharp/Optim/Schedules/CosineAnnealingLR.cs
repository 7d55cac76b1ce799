namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine from the initial rate down to <c>eta_min</c> over <c>T_max</c> steps, and up again after (Loshchilov and Hutter 2017, eq. 5, without restarts).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period;
                    private readonly double lowest;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        period = T_max;
                        lowest = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                        {
                            return Controllers.Select(group => group.LearningRate);
                        }

                        if (_step_count == 1 && Epoch > 0)
                        {
                            return get_closed_form_lr();
                        }

                        if ((Epoch - 1 - period) % (2 * period) == 0)
                        {
                            // The step before was at the bottom, where the ratio of neighbours is undefined.
                            double rise = (1 - Math.Cos(Math.PI / period)) / 2;
                            return Controllers.Select((group, i) => group.LearningRate + ((BaseRates[i] - lowest) * rise));
                        }

                        double ratio = (1 + Math.Cos(Math.PI * Epoch / period)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / period));
                        return Controllers.Select(group => (ratio * (group.LearningRate - lowest)) + lowest);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => lowest + ((rate - lowest) * (1 + Math.Cos(Math.PI * Epoch / period)) / 2));
                }
            }
        }
    }
}
