using EventStereo.Search.Comparison;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Comparison;

/// <summary>What one finished run got on test scenes: the <c>score.json</c> of its run folder.</summary>
/// <param name="Disparity">Errors, means over frames.</param>
/// <param name="Mj">Energy of one inference, one step with carried state, by the literature's model: millijoules.</param>
/// <param name="FiringRate">Spikes a neuron and step in that measurement; 0 for the artificial network.</param>
/// <param name="TrainingSeconds">Seconds of training, of all its parts.</param>
public sealed record RunScore(DisparityScore Disparity, double Mj, double FiringRate, double TrainingSeconds)
{
    private const string FileName = "score.json";

    /// <summary>The score in the run folder <paramref name="folder"/>; null if there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunScore? Read(string folder) => KeptJson.Read<RunScore>(Path.Combine(folder, FileName), "a score", "remove it to score the run again");

    /// <summary>Writes it into the run folder <paramref name="folder"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder) => KeptJson.Write(Path.Combine(folder, FileName), this);
}
