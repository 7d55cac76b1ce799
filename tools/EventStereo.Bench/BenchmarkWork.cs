namespace EventStereo.Bench;

/// <summary>
/// A prepared <see cref="BenchmarkCase"/>: its inputs and what is run on them. Each method does the whole work once, with nothing
/// kept between calls that would make the next one easier.
/// </summary>
public abstract class BenchmarkWork : IDisposable
{
    /// <summary>Items that one call handles.</summary>
    public abstract long Items { get; }

    /// <summary>Calls that one round takes together, so that a round is long beside the clock's grain; the time reported is of one.</summary>
    public virtual int Repeats => 1;

    /// <summary>Rounds that make sense at most; a deterministic pass over mutations needs no second one.</summary>
    public virtual int MaxRounds => int.MaxValue;

    /// <summary>Whether the memory that ours and the reference take is measured, in a call of each before the timed ones.</summary>
    public virtual bool MeasuresMemory => false;

    /// <summary>A remark on the outcome, such as a count; empty for none. Asked for after the last round.</summary>
    public virtual string Remark => "";

    /// <summary>The work itself.</summary>
    public abstract void Ours();

    /// <summary>The limit; called if the case names one.</summary>
    public virtual void Limit() => throw new NotSupportedException("the case has no limit");

    /// <summary>The naive reference; called if the case names one.</summary>
    public virtual void Reference() => throw new NotSupportedException("the case has no reference");

    /// <summary>Runs the work and its reference and compares what they give; called before anything is measured.</summary>
    /// <exception cref="BenchmarkMismatchException">They differ.</exception>
    public abstract void Verify();

    /// <summary>Frees the inputs.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the inputs.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
