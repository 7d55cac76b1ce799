namespace EventStereo.StereoNet.Comparison;

/// <summary>The simulated scenes of a comparison in its folder <c>data/</c>, made when a run first needs them.</summary>
/// <param name="folder">The comparison's folder.</param>
/// <param name="config">Its scenes.</param>
/// <param name="threads">Threads of the simulator.</param>
internal sealed class ComparisonScenes(string folder, SceneComparisonConfig config, int threads)
{
    /// <summary>The folder of the scenes to train on.</summary>
    public string Train => In("train");

    /// <summary>The folder of the scenes to report on during training.</summary>
    public string Validation => In("validation");

    /// <summary>The settings.</summary>
    public SceneComparisonConfig Config => config;

    /// <summary>Test scene <paramref name="index"/>.</summary>
    public string Test(int index) => SimulatedSet.PathOf(In("test"), index);

    /// <summary>Makes what is missing of the scenes that training takes, telling <paramref name="tell"/> in words.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the scenes so far are complete.</exception>
    public void MakeForTraining(Action<string> tell, CancellationToken cancellation)
    {
        Make(config.Train, Train, tell, cancellation);
        Make(config.Validation, Validation, tell, cancellation);
    }

    /// <summary>Makes what is missing of the scenes that the table is made on.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the scenes so far are complete.</exception>
    public void MakeForTest(Action<string> tell, CancellationToken cancellation) => Make(config.Test, In("test"), tell, cancellation);

    private void Make(SimulatedSet set, string into, Action<string> tell, CancellationToken cancellation) =>
        set.Make(into, threads, new Reporter(share => tell(FormattableString.Invariant($"making scenes in {into}, {100 * share:0} %"))), cancellation);

    private string In(string set) => Path.Combine(folder, "data", set);

    private sealed class Reporter(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
