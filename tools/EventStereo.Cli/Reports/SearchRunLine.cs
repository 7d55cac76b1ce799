namespace EventStereo.Cli.Reports;

/// <summary>A network of <c>evs search report</c>: a run, or the runs of one network of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">Runs that the means are over.</param>
/// <param name="OnePixelAccuracyPercent">1PA, mean.</param>
/// <param name="Deviation">Its standard deviation over the runs; null of one.</param>
/// <param name="MeanDisparityErrorPx">Mean error.</param>
/// <param name="Mj">Energy of an inference, mean.</param>
/// <param name="FiringRate">Spikes a neuron and step, mean.</param>
/// <param name="OnFront">Whether no other is as good in both accuracy and energy.</param>
/// <param name="Genotype">The architecture, in words; of several that differ, of the first.</param>
internal sealed record SearchRunLine(string Name, int Runs, double OnePixelAccuracyPercent, double? Deviation, double MeanDisparityErrorPx, double Mj, double FiringRate, bool OnFront, string Genotype);
