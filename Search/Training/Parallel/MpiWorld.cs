using System.Globalization;

namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// The processes that <c>mpirun</c> started together, over Open MPI. It is joined once in a process's life. A process that cannot
/// go on calls <see cref="Abort"/>, or the others would wait for it for ever.
/// </summary>
public sealed unsafe class MpiWorld : IRankExchange, IDisposable
{
    /// <summary>Values in one call: a count is a 32-bit integer in MPI, and smaller pieces need smaller buffers inside.</summary>
    private const int MaxPiece = 1 << 24;

    private readonly MpiLibrary library;
    private bool left;

    private MpiWorld(MpiLibrary library)
    {
        this.library = library;
        library.Initialize();
        Rank = library.Rank();
        Ranks = library.Size();
    }

    /// <summary>Whether a launcher (<c>mpirun</c>, or a batch system that speaks PMIx) started this process.</summary>
    public static bool IsLaunched => Variable("OMPI_COMM_WORLD_SIZE") is not null || Variable("PMIX_RANK") is not null;

    /// <summary>
    /// The processors that this process should use: those that <c>mpirun</c> bound it to, or its share of the machine's.
    /// </summary>
    public static int ProcessorShare => Variable("OMPI_MCA_orte_bound_at_launch") == "1"
        ? Environment.ProcessorCount
        : Math.Max(1, Environment.ProcessorCount / RanksHere);

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Ranks { get; }

    private static int RanksHere => int.TryParse(Variable("OMPI_COMM_WORLD_LOCAL_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out int ranks) ? Math.Max(1, ranks) : 1;

    /// <summary>Checks that Open MPI is installed.</summary>
    /// <exception cref="DllNotFoundException">It is not.</exception>
    public static void RequireLibrary() => _ = new MpiLibrary();

    /// <summary>Joins the world that this process was started in.</summary>
    /// <exception cref="DllNotFoundException">Open MPI is not installed.</exception>
    /// <exception cref="InvalidOperationException">No launcher started this process.</exception>
    public static MpiWorld Join()
    {
        MpiLibrary library = new();
        return IsLaunched ? new MpiWorld(library) : throw new InvalidOperationException("no launcher started this process; start it by mpirun");
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        for (int from = 0; from < values.Length; from += MaxPiece)
        {
            Span<float> piece = values.Slice(from, Math.Min(MaxPiece, values.Length - from));
            fixed (float* start = piece)
            {
                library.AllReduceSum(start, piece.Length, library.Float);
            }
        }
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
        for (int from = 0; from < values.Length; from += MaxPiece)
        {
            Span<double> piece = values.Slice(from, Math.Min(MaxPiece, values.Length - from));
            fixed (double* start = piece)
            {
                library.AllReduceSum(start, piece.Length, library.Double);
            }
        }
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
        for (int from = 0; from < values.Length; from += MaxPiece)
        {
            Span<byte> piece = values.Slice(from, Math.Min(MaxPiece, values.Length - from));
            fixed (byte* start = piece)
            {
                library.Broadcast(start, piece.Length, library.Byte);
            }
        }
    }

    /// <inheritdoc/>
    public void Barrier() => library.Barrier();

    /// <summary>Ends all processes of the world, this one too, with <paramref name="exitCode"/>; it does not come back.</summary>
    public void Abort(int exitCode)
    {
        left = true;
        library.Abort(exitCode);
    }

    /// <summary>Leaves the world once every process has come here.</summary>
    public void Dispose()
    {
        if (!left)
        {
            left = true;
            library.Finish();
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
