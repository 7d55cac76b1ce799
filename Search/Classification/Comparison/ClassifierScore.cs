using EventStereo.Search.Comparison;

namespace EventStereo.Search.Classification.Comparison;

/// <summary>What one finished run got on the test samples: the <c>score.json</c> of its run folder.</summary>
/// <param name="Top1Percent">Share of samples whose class is the first guess.</param>
/// <param name="Top5Percent">Share of those whose class is among the first five.</param>
/// <param name="Samples">Test samples.</param>
/// <param name="Mj">Energy of one inference, all steps of a sample, by the literature's model: millijoules.</param>
/// <param name="FiringRate">Spikes a neuron and step in that measurement.</param>
/// <param name="Parameters">Parameters that inference needs.</param>
/// <param name="TrainingSeconds">Seconds of training, of all its parts.</param>
public sealed record ClassifierScore(double Top1Percent, double Top5Percent, long Samples, double Mj, double FiringRate, long Parameters, double TrainingSeconds)
{
    private const string FileName = "score.json";

    /// <summary>The score in the run folder <paramref name="folder"/>; null if there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ClassifierScore? Read(string folder) => KeptJson.Read<ClassifierScore>(Path.Combine(folder, FileName), "a score", "remove it to score the run again");

    /// <summary>Writes it into the run folder <paramref name="folder"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder) => KeptJson.Write(Path.Combine(folder, FileName), this);
}
