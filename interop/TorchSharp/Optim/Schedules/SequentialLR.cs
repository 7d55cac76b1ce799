namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One schedule after the other: the next takes over, from its own step 0, at each of the given steps.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;
                    private readonly int[] milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch)
                    {
                        this.schedulers = [.. schedulers];
                        this.milestones = [.. milestones];
                        if (this.schedulers.Length == 0 || this.schedulers.Length != this.milestones.Length + 1)
                        {
                            throw new ArgumentException($"{this.schedulers.Length} schedulers need {this.schedulers.Length - 1} milestones, not {this.milestones.Length}", nameof(milestones));
                        }

                        // Each schedule has made its first step as it was made: undo that, and let the first one alone do it.
                        Epoch = last_epoch + 1;
                        foreach (ILearningRateController group in Controllers)
                        {
                            group.LearningRate = group.InitialLearningRate;
                        }

                        foreach (LRScheduler scheduler in this.schedulers)
                        {
                            scheduler.Epoch--;
                        }

                        this.schedulers[0].step();
                        TakeRates();
                    }

                    private protected override double[] RatesAt(int? epoch)
                    {
                        int current = milestones.Count(milestone => milestone <= Epoch);
                        int begin = current == 0 ? 0 : milestones[current - 1];
                        if (epoch is not null || (current > 0 && Epoch == begin))
                        {
                            schedulers[current].step(Epoch - begin);
                        }
                        else
                        {
                            schedulers[current].step();
                        }

                        return [.. Controllers.Select(group => group.LearningRate)];
                    }
                }
            }
        }
    }
}
