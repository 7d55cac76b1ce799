namespace TorchSharp;

/// <summary>Counts of one kind of disposable over its life, as one thread saw it.</summary>
public class LifetimeStatistics
{
    /// <summary>Made while no dispose scope was open.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>Disposed while no scope owned it.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>Made while a dispose scope was open.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>Disposed while a scope owned it, by the scope or by its user.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>Put into a scope that did not own it.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>Taken out of every scope, alive.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Made on this thread and not yet disposed on it.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    /// <summary>Sets every count to zero.</summary>
    public void Reset() =>
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;

    public override string ToString() =>
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedInScopeCount: {CreatedInScopeCount}; CreatedOutsideScopeCount: {CreatedOutsideScopeCount}; " +
        $"DisposedInScopeCount: {DisposedInScopeCount}; DisposedOutsideScopeCount: {DisposedOutsideScopeCount}; " +
        $"AttachedToScopeCount: {AttachedToScopeCount}; DetachedFromScopeCount: {DetachedFromScopeCount}";
}
