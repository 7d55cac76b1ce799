namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of an optimizer's learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Changes an optimizer's learning rates from step to step. It is at step 0 once made; where the rates depend on those
            /// before, several schedules over one optimizer multiply. To go on from step n, make it with last_epoch = n - 1 and
            /// load the optimizer's state afterwards: the rates are part of that.
            /// </summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                private readonly bool verbose;
                private double[] lastRates;

                protected LRScheduler()
                {
                    Controllers = [];
                    BaseRates = [];
                    lastRates = [];
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    this.verbose = verbose;
                    Controllers = [.. optimizer.ParamGroups];
                    BaseRates = [.. Controllers.Select(group => group.InitialLearningRate)];
                    lastRates = [.. Controllers.Select(group => group.LearningRate)];
                    Epoch = last_epoch;
                }

                /// <summary>The step at which the schedule is.</summary>
                internal int Epoch { get; set; }

                /// <summary>The groups whose rates it sets.</summary>
                private protected ILearningRateController[] Controllers { get; }

                /// <summary>The groups' initial rates.</summary>
                private protected double[] BaseRates { get; set; }

                /// <summary>The rates that the schedule set last, one a group.</summary>
                public IEnumerable<double> get_last_lr() => lastRates;

                /// <summary>Goes to the next step.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to a given step, or to the next.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    double[] rates = RatesAt(epoch);
                    for (int i = 0; i < Controllers.Length; i++)
                    {
                        Controllers[i].LearningRate = rates[i];
                        if (verbose && rates[i] != lastRates[i])
                        {
                            Console.WriteLine($"Adjusting learning rate of group {i} to {rates[i]}");
                        }
                    }

                    lastRates = rates;
                }

                /// <summary>Goes to a given step, or to the next; most schedules do not look at the metric.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates at the current step, from those of the step before where the schedule is a product of steps.</summary>
                protected virtual IEnumerable<double> get_lr() => Controllers.Select(group => group.LearningRate);

                /// <summary>The rates at the current step, whatever was before; without a closed form the same as <see cref="get_lr"/>.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The rates after a step: to the next, or to the one given.</summary>
                private protected virtual double[] RatesAt(int? epoch) => [.. epoch is null ? get_lr() : get_closed_form_lr()];

                /// <summary>Makes the groups' present rates those that the schedule set last.</summary>
                private protected void TakeRates() => lastRates = [.. Controllers.Select(group => group.LearningRate)];
            }
        }
    }
}
