namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// One cycle (Smith and Topin 2018): from max / div_factor up to max over pct_start of the steps and down to
                /// max / div_factor / final_div_factor; with three phases down as long as up, then on to the end. Momentum (or the first beta) goes the opposite way.
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int totalSteps;
                    private readonly Phase[] phases;
                    private readonly Func<double, double, double, double> anneal;
                    private readonly double[] highestRates;
                    private readonly double[] highestMomenta;
                    private readonly double[] lowestMomenta;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeat(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, Repeat(optimizer, base_momentum), Repeat(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                        {
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled", nameof(optimizer));
                        }

                        if (pct_start is not (>= 0 and <= 1))
                        {
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}", nameof(pct_start));
                        }

                        totalSteps = total_steps != -1 ? total_steps : checked(epochs * steps_per_epoch);
                        if (totalSteps <= 0 || (total_steps == -1 && epochs <= 0))
                        {
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch), positive");
                        }

                        highestRates = PerGroup(max_lr, nameof(max_lr));
                        lowestMomenta = cycle_momentum ? PerGroup(base_momentum ?? Repeat(optimizer, 0.85), nameof(base_momentum)) : [];
                        highestMomenta = cycle_momentum ? PerGroup(max_momentum ?? Repeat(optimizer, 0.95), nameof(max_momentum)) : [];
                        anneal = anneal_strategy == AnnealStrategy.Cos ? Cosine : Line;
                        phases = Phases(pct_start * totalSteps, totalSteps, div_factor, div_factor * final_div_factor, three_phase);
                        if (last_epoch == -1)
                        {
                            for (int i = 0; i < Controllers.Length; i++)
                            {
                                Controllers[i].InitialLearningRate = highestRates[i] / div_factor;
                            }
                        }

                        step();
                    }

                    /// <summary>The shape of a phase.</summary>
                    public enum AnnealStrategy
                    {
                        Cos = 0,
                        Linear = 1,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch > totalSteps)
                        {
                            throw new InvalidOperationException($"Tried to step {Epoch} times. The specified number of total steps is {totalSteps}");
                        }

                        int index = Array.FindIndex(phases, phase => Epoch <= phase.End);
                        Phase phase = phases[index < 0 ? ^1 : index];
                        double begin = index > 0 ? phases[index - 1].End : index == 0 ? 0 : phases[^2].End;
                        double share = phase.End > begin ? (Epoch - begin) / (phase.End - begin) : 1;
                        SetMomenta(phase, share);
                        return highestRates.Select(rate => anneal(rate / phase.FromDivisor, rate / phase.ToDivisor, share)).ToArray();
                    }

                    private static Phase[] Phases(double rise, int steps, double startDivisor, double endDivisor, bool three) => three
                        ? [
                            new(rise - 1, startDivisor, 1, 1, 0),
                            new((2 * rise) - 2, 1, startDivisor, 0, 1),
                            new(steps - 1, startDivisor, endDivisor, 1, 1),
                        ]
                        : [new(rise - 1, startDivisor, 1, 1, 0), new(steps - 1, 1, endDivisor, 0, 1)];

                    private static double Cosine(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));

                    private static double Line(double from, double to, double share) => from + ((to - from) * share);

                    private static IEnumerable<double> Repeat(Optimizer optimizer, double value)
                    {
                        ArgumentNullException.ThrowIfNull(optimizer);
                        return Enumerable.Repeat(value, optimizer.ParamGroups.Count());
                    }

                    private double[] PerGroup(IEnumerable<double> values, string name)
                    {
                        double[] all = [.. values];
                        return all.Length == Controllers.Length ? all : throw new ArgumentException($"{all.Length} values for {Controllers.Length} groups", name);
                    }

                    private void SetMomenta(Phase phase, double share)
                    {
                        for (int i = 0; i < highestMomenta.Length; i++)
                        {
                            double range = highestMomenta[i] - lowestMomenta[i];
                            double momentum = anneal(lowestMomenta[i] + (phase.FromMomentum * range), lowestMomenta[i] + (phase.ToMomentum * range), share);
                            switch (Controllers[i])
                            {
                                case IMomentum group:
                                    group.Momentum = momentum;
                                    break;
                                case IBetas group:
                                    group.Betas = (momentum, group.Betas.Item2);
                                    break;
                            }
                        }
                    }

                    /// <summary>A run of steps up to <see cref="End"/>, over which the rate goes between fractions of the highest and the momentum between its lowest (0) and highest (1).</summary>
                    private readonly record struct Phase(double End, double FromDivisor, double ToDivisor, double FromMomentum, double ToMomentum);
                }
            }
        }
    }
}
