namespace EventStereo.Bench;

/// <summary>The outputs of a benchmark and of its reference differ: its times mean nothing.</summary>
public sealed class BenchmarkMismatchException : Exception
{
    /// <summary>An exception without words.</summary>
    public BenchmarkMismatchException()
    {
    }

    /// <summary>Says which outputs differ and where.</summary>
    public BenchmarkMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Says which outputs differ, and why.</summary>
    public BenchmarkMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
