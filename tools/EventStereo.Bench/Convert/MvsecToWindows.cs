namespace EventStereo.Bench.Convert;

/// <summary>Case: a recording of 20 million events in MVSEC's layout, from the file to SBT tensors of 50 ms windows in memory.</summary>
/// <param name="name">Name of the case.</param>
/// <param name="chunkRows">Rows of a chunk.</param>
/// <param name="chunkColumns">Columns of a chunk: 4 for whole events, 1 for each column apart.</param>
internal sealed class MvsecToWindows(string name, int chunkRows, int chunkColumns) : BenchmarkCase
{
    private const int Events = 20_000_000;

    public override string Bench => "convert";

    public override string Name => name;

    public override string Description =>
        $"two cameras of 346x260, float64, deflate at level 4, chunks of {chunkRows} x {chunkColumns}, to SBT of 5 channels and 50 ms";

    public override string Limit => "the same chunks read and inflated by the same inflater on as many threads, and dropped";

    public override string Reference => "libhdf5 reading blocks of rows, and scalar encoding event by event";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        string path = Path.Combine(settings.Folder, $"{name}.hdf5");
        int eventsPerCamera = settings.Scaled(Events / 2, least: 1000);
        MvsecInput.Write(path, eventsPerCamera, chunkRows, chunkColumns, settings, cancellation);
        return new MvsecToWindowsWork(path, 2L * eventsPerCamera, settings.Threads);
    }
}
