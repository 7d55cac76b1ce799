namespace EventStereo.Cli.Reports;

/// <summary>A classifier of <c>evs search report</c>: a run, or the runs of one network of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">Runs that the means are over.</param>
/// <param name="Top1Percent">Share of test samples whose class is the first guess, mean.</param>
/// <param name="Deviation">Its standard deviation over the runs; null of one.</param>
/// <param name="Top5Percent">Share of those whose class is among the first five, mean.</param>
/// <param name="Mj">Energy of a sample over all its steps, mean.</param>
/// <param name="FiringRate">Spikes a neuron and step, mean.</param>
/// <param name="OnFront">Whether no other is as good in both accuracy and energy.</param>
/// <param name="Genotype">The architecture, in words; of several that differ, of the first.</param>
internal sealed record ClassifierRunLine(string Name, int Runs, double Top1Percent, double? Deviation, double Top5Percent, double Mj, double FiringRate, bool OnFront, string Genotype);
