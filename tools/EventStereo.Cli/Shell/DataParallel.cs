using System.CommandLine;
using EventStereo.Search.Training.Parallel;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary>Runs a command's work on all processes that <c>mpirun</c> started, where it is asked for.</summary>
internal static class DataParallel
{
    /// <summary>How long other ranks leave it to the first to say what went wrong, where all fail alike; it ends them before.</summary>
    private static readonly TimeSpan FirstRankSpeaks = TimeSpan.FromSeconds(5);

    /// <summary>Shares each step among processes.</summary>
    public static readonly Option<bool> Option = new("--data-parallel")
    {
        Description = "Share each step among the processes that mpirun started (Open MPI); processors divided by ranks are the default of --threads",
    };

    /// <summary>Runs <paramref name="work"/> on this process alone, or as one of the ranks; a rank that fails ends them all.</summary>
    /// <exception cref="DllNotFoundException">--data-parallel, and Open MPI is not installed.</exception>
    /// <exception cref="UsageException">--data-parallel, and mpirun did not start this process.</exception>
    public static int Run(CommandContext context, Func<IRankExchange, int> work)
    {
        if (!context.Get(Option))
        {
            return work(SingleRank.Instance);
        }

        MpiWorld.RequireLibrary();
        if (!MpiWorld.IsLaunched)
        {
            throw new UsageException("--data-parallel shares the work of processes that mpirun starts: mpirun -np 2 evs ...");
        }

        using MpiWorld world = MpiWorld.Join();
        try
        {
            if (!context.Has(CommonOptions.Threads))
            {
                set_num_threads(MpiWorld.ProcessorShare);
            }

            return work(world);
        }
        catch (Exception exception) when (exception is not OperationCanceledException) // that all ranks agreed on
        {
            End(world, exception, context);
            throw;
        }
    }

    /// <summary>Says what went wrong and ends every rank, which would wait for this one for ever.</summary>
    private static void End(MpiWorld world, Exception exception, CommandContext context)
    {
        (int code, string message) = Failure.Describe(exception);
        bool told = world.Rank > 0 && context.Cancellation.WaitHandle.WaitOne(FirstRankSpeaks); // by mpirun's signal
        if (!told)
        {
            Console.Error.WriteLine(world.Rank == 0 ? $"evs: {message}" : $"evs: rank {world.Rank}: {message}");
        }

        if (!told && context.Get(CommonOptions.Verbose))
        {
            Console.Error.WriteLine(exception);
        }

        world.Abort(code);
    }
}
