using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture;
using EventStereo.Search.Strategy;

namespace EventStereo.Cli.Commands;

/// <summary>What <c>evs search stereo</c> and <c>evs search classify</c> have in common on the command line.</summary>
internal sealed class SearchOptions
{
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the search in --run after its last whole epoch, by its own configuration" };
    private readonly Option<bool> tps = new("--tps") { Description = "Search the neurons' time constants on the architecture of --genotype in place of cells and levels" };
    private readonly Option<bool> hns = new("--hns") { Description = "Search which nodes of the architecture of --genotype are artificial neurons and which spike; with --tps also the time constants of those" };
    private readonly Option<bool> dgs = new("--dgs") { Description = "Evolve the surrogate gradients of the neurons while the weights learn, each layer by itself (dgs.* says how); genotypes have them" };
    private readonly Option<string?> genotype = new("--genotype") { Description = "The architecture of --tps and --hns: a genotype file or the name of a built-in one", HelpName = "FILE_OR_NAME" };
    private readonly Option<double> budget = new("--budget-mj") { Description = "The most that the network may cost, mJ an inference of the network to be trained, by the firing rates of the search", HelpName = "MJ" };

    /// <summary>The run folder.</summary>
    public Option<string> RunFolder { get; } = new("--run") { Description = "The run folder: configuration, metrics, a genotype an epoch, checkpoints, the result", HelpName = "DIR", Required = true };

    /// <summary>All of them, the common ones of trainings included.</summary>
    public IReadOnlyList<Option> All => [RunFolder, resume, tps, hns, dgs, genotype, budget, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Config, CommonOptions.Set];

    /// <summary>Whether a search is to go on.</summary>
    /// <exception cref="UsageException">It is, and an option of <paramref name="own"/> or here says how, which its configuration does.</exception>
    public bool Resumes(CommandContext context, params Option[] own)
    {
        if (!context.Get(resume))
        {
            return false;
        }

        Option? given = ((Option[])[.. own, tps, hns, dgs, genotype, budget, CommonOptions.Seed, CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null ? true : throw new UsageException($"--resume goes on by the run's own configuration; leave out {given.Name}");
    }

    /// <summary>The budget, mJ.</summary>
    public double BudgetMj(CommandContext context, double configured) => context.Has(budget) ? context.Get(budget) : configured;

    /// <summary>How surrogates evolve.</summary>
    public SurrogateEvolutionConfig? Dgs(CommandContext context, SurrogateEvolutionConfig? configured) => configured ?? (context.Get(dgs) ? new SurrogateEvolutionConfig() : null);

    /// <summary>The neurons to search: where <c>--tps</c> or <c>--hns</c> is given, what the two say.</summary>
    /// <exception cref="UsageException">An architecture without either.</exception>
    public NeuronSearchConfig? Neurons(CommandContext context, NeuronSearchConfig? configured)
    {
        bool times = context.Get(tps), artificial = context.Get(hns);
        if (times || artificial)
        {
            configured ??= new NeuronSearchConfig();
            configured = configured with { Decays = !times ? [] : configured.Decays.Count > 0 ? configured.Decays : new NeuronSearchConfig().Decays, Artificial = artificial };
        }
        else if (configured is null && context.Has(genotype))
        {
            throw new UsageException("--genotype is the architecture of --tps and --hns; without them cells and levels are searched, and evs train takes --genotype");
        }

        return configured is null ? null : configured with { Genotype = context.Get(genotype) ?? configured.Genotype };
    }

    /// <summary>Runs a search to its end with its progress, and with that of what goes on between steps.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="started">When it was started here.</param>
    /// <param name="before">Steps before this start.</param>
    /// <param name="totalSteps">Of the whole search.</param>
    /// <param name="temperature">Mean temperature of surrogates that evolve; null where none do.</param>
    /// <param name="run">The search.</param>
    public static SearchEpoch<TGenotype> Track<TGenotype>(
        CommandContext context, long started, int before, int totalSteps, Func<double?> temperature, Func<Action<SearchStep, SearchEpoch<TGenotype>?>, CancellationToken, Action<string>?, SearchEpoch<TGenotype>> run)
        where TGenotype : Genotype => context.Progress.Track("searching", progress =>
        {
            double share = 0;
            return run(
                (step, epoch) => progress.Report(share = (step.Step + 1.0) / totalSteps, Describe(step, epoch, temperature(), before, totalSteps, Stopwatch.GetElapsedTime(started))),
                context.Cancellation,
                what => progress.Report(share, what));
        });

    /// <summary>A step in words.</summary>
    /// <param name="step">The step.</param>
    /// <param name="epoch">The epoch that it ends; null within one.</param>
    /// <param name="temperature">Mean temperature of surrogates that evolve; null where none do.</param>
    /// <param name="before">Steps before this start.</param>
    /// <param name="totalSteps">Of the whole search.</param>
    /// <param name="elapsed">Since this start.</param>
    private static string Describe<TGenotype>(SearchStep step, SearchEpoch<TGenotype>? epoch, double? temperature, int before, int totalSteps, TimeSpan elapsed)
        where TGenotype : Genotype
    {
        int done = step.Step + 1 - before;
        TimeSpan left = TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds / done * (totalSteps - step.Step - 1)));
        string architecture = double.IsFinite(step.ArchitectureLoss) ? string.Create(CultureInfo.InvariantCulture, $"architecture's {step.ArchitectureLoss:0.000}, ") : "";
        string surrogates = temperature is { } mean ? string.Create(CultureInfo.InvariantCulture, $"surrogates {mean:0.00}, ") : "";
        string decoded = epoch is null ? "" : $", epoch {epoch.Epoch}: {string.Join(", ", epoch.Genotype.Subnets.Select(subnet => $"{subnet.Name} [{string.Join(", ", subnet.Subnet.Path)}]"))}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step {step.Step + 1} of {totalSteps}, loss {step.Loss:0.000}, {architecture}entropy {step.Entropy:0.00} nat, expected {step.ExpectedMj:0.000} mJ, firing {100 * step.FiringRate:0.0} %, {surrogates}{left:c} left{decoded}");
    }
}
