namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// What a comparison of a spiking network with the artificial one of equal shape depends on: one run configuration for both, so that nothing but
/// <c>network.neurons</c>, where the weights begin and the seed differs between the runs.
/// </summary>
public sealed record NeuronComparisonConfig : SceneComparisonConfig
{
    /// <summary>Seeds; each gives one spiking and one artificial run.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>
    /// Whether a spiking run begins with the weights of its seed's artificial run, which is then made first. The artificial network gets no such start, and as many steps.
    /// </summary>
    public bool SpikingFromArtificial { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. base.Validate()];
        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count)
        {
            problems.Add("seeds must be given, each once");
        }

        if (Run.InitialWeights is not null)
        {
            problems.Add("run.initialWeights is set for each run, by spikingFromArtificial");
        }

        return problems;
    }
}
