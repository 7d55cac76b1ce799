namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// What the ranks of a data-parallel run say to one another. Every call is collective: all ranks make the same calls in the same
/// order, and each gets the same bits back. One call at a time, from any thread.
/// </summary>
public interface IRankExchange
{
    /// <summary>This process's number, from 0.</summary>
    int Rank { get; }

    /// <summary>Number of processes in the run, 1 or more.</summary>
    int Ranks { get; }

    /// <summary>Replaces each value by its sum over all ranks.</summary>
    void Sum(Span<float> values);

    /// <summary>Replaces each value by its sum over all ranks.</summary>
    void Sum(Span<double> values);

    /// <summary>Replaces the bytes of every rank by those of rank 0.</summary>
    void Broadcast(Span<byte> values);

    /// <summary>Returns when every rank has come here.</summary>
    void Barrier();
}
