using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Comparison;

/// <summary>What one finished run of a comparison got on the test scenes.</summary>
/// <param name="Disparity">Errors, means over frames.</param>
/// <param name="Mj">Energy of one inference, one step with carried state, by the literature's model: millijoules.</param>
/// <param name="FiringRate">Spikes a neuron and step in that measurement; 0 for the artificial network.</param>
/// <param name="TrainingSeconds">Seconds of training, of all its parts.</param>
public sealed record RunScore(DisparityScore Disparity, double Mj, double FiringRate, double TrainingSeconds);
