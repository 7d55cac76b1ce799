using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Comparison;

/// <summary>How the epochs' architectures of a search are trained and scored for its curve: the <c>curve.json</c> of the curve's folder.</summary>
public sealed record SearchCurveConfig
{
    /// <summary>Every so many epochs one is trained; the search's last one always is.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How, all in the same way. The genotype that it names is of no effect. Fewer steps than a real training do, since only the order of the architectures is looked for.</summary>
    public StereoRunConfig Run { get; init; } = new();

    /// <summary>Files or folders of recordings with ground truth, held out from the search, that the trained networks are scored on.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>Rules of scoring.</summary>
    public string Protocol { get; init; } = EvaluationProtocol.Events.Name;

    /// <summary>Recordings that the energy is measured on, the first ones.</summary>
    public int EnergyRecordings { get; init; } = 10;

    /// <summary>The curve of <paramref name="search"/> unless told otherwise: its own network, batches and data, 300 steps, with the surrogate gradients that the genotypes hold.</summary>
    public static SearchCurveConfig Of(StereoSearchConfig search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return new SearchCurveConfig { Run = search.AsRun() with { Training = search.Training with { Steps = 300 }, Dgs = null } };
    }

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Run.Validate().Select(problem => $"run.{problem}")];
        Check(Every is >= 1 and <= 1_000_000, $"every is {Every}, not 1 to 1,000,000");
        Check(EnergyRecordings is >= 1 and <= 100_000, $"energyRecordings is {EnergyRecordings}, not 1 to 100,000");
        Check(Validation.Count > 0, "validation names no recordings to score on");
        Check(EvaluationProtocol.All.Any(known => known.Name == Protocol), $"protocol is '{Protocol}', not {string.Join(", ", EvaluationProtocol.All.Select(known => known.Name))}");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
