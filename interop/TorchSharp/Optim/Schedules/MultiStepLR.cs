namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies the rate by gamma at each of the given steps; a step that is given twice counts twice.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        this.milestones = [.. milestones];
                        this.gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double factor = Math.Pow(gamma, milestones.Count(milestone => milestone == Epoch));
                        return Controllers.Select(group => group.LearningRate * factor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        double factor = Math.Pow(gamma, milestones.Count(milestone => milestone <= Epoch));
                        return BaseRates.Select(rate => rate * factor);
                    }
                }
            }
        }
    }
}
