using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// What every comparison on simulated scenes depends on: the run configuration that its networks share, three sets of scenes that share no seed, and how the table is made.
/// </summary>
public abstract record SceneComparisonConfig
{
    /// <summary>Network and training of every run. Its data, its seed and what is compared are set for each.</summary>
    public StereoRunConfig Run { get; init; } = new();

    /// <summary>Scenes to train on.</summary>
    public SimulatedSet Train { get; init; } = new() { Count = 800, Seed = 2026 };

    /// <summary>Scenes that the runs report on while they train.</summary>
    public SimulatedSet Validation { get; init; } = new() { Count = 40, Seed = 777 };

    /// <summary>Scenes that the table is made on, seen by no run before its end.</summary>
    public SimulatedSet Test { get; init; } = new() { Count = 60, Seed = 4711 };

    /// <summary>Name of the rules of scoring, one of <see cref="EvaluationProtocol.All"/>.</summary>
    public string Protocol { get; init; } = EvaluationProtocol.Events.Name;

    /// <summary>Test scenes that the energy is measured on, the first ones.</summary>
    public int EnergyScenes { get; init; } = 10;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public virtual IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Run.Network.Validate(), .. Run.Training.Validate(), .. Train.Validate("train"), .. Validation.Validate("validation"), .. Test.Validate("test")];
        if (new[] { Train.Seed, Validation.Seed, Test.Seed }.Distinct().Count() != 3)
        {
            problems.Add("train, validation and test must have different seeds, or a network is scored on scenes that it was made with");
        }

        if (EnergyScenes < 1 || EnergyScenes > Test.Count)
        {
            problems.Add($"energyScenes is {EnergyScenes}, not 1 to test.count");
        }

        try
        {
            EvaluationProtocol.Parse(Protocol);
        }
        catch (FormatException unknown)
        {
            problems.Add($"protocol: {unknown.Message}");
        }

        return problems;
    }
}
