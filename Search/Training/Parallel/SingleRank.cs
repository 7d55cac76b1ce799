namespace EventStereo.Search.Training.Parallel;

/// <summary>A run of one process: every sum is what went in.</summary>
public sealed class SingleRank : IRankExchange
{
    /// <summary>The one there is; it holds nothing.</summary>
    public static SingleRank Instance { get; } = new();

    private SingleRank()
    {
    }

    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Ranks => 1;

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
    }

    /// <inheritdoc/>
    public void Barrier()
    {
    }
}
