using static TorchSharp.torch;

namespace EventStereo.Search.Comparison;

/// <summary>A comparison of searches in its folder.</summary>
public interface ISearchComparison
{
    /// <summary>Whether every run is finished.</summary>
    bool IsComplete { get; }

    /// <summary>Does what is left, see <see cref="ComparisonWork{TGenotype}"/>.</summary>
    /// <param name="device">Where networks run.</param>
    /// <param name="threads">Threads for what is no network's work.</param>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation);
}
