namespace EventStereo.Bench;

/// <summary>
/// One benchmark: some work of ours, the limit below which no implementation of it can go, and a naive reference. To add one, derive
/// from this class and list it in <see cref="Benchmarks"/>.
/// </summary>
public abstract class BenchmarkCase
{
    /// <summary>The benchmark that the case belongs to, such as <c>convert</c>; lower case.</summary>
    public abstract string Bench { get; }

    /// <summary>Name of the case, unique among all, such as <c>mvsec-rows</c>; lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured, a phrase.</summary>
    public abstract string Description { get; }

    /// <summary>What the limit does, a phrase; empty if there is none.</summary>
    public virtual string Limit => "";

    /// <summary>What the naive reference does, a phrase; empty if there is none.</summary>
    public virtual string Reference => "";

    /// <summary>What <see cref="BenchmarkWork.Items"/> counts, a plural such as <c>events</c>.</summary>
    public virtual string ItemName => "events";

    /// <summary>Whether the case runs only where it, or its benchmark, is asked for by name: it takes long.</summary>
    public virtual bool OnRequest => false;

    /// <summary>Makes the inputs; not measured.</summary>
    /// <param name="settings">How large the inputs are, how many threads may work, where files may lie.</param>
    /// <param name="cancellation">Stops the making of inputs.</param>
    public abstract BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation);
}
