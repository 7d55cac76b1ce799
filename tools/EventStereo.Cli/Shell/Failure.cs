using System.Runtime.InteropServices;
using EventStereo.Search.Configuration;

namespace EventStereo.Cli.Shell;

/// <summary>
/// The one place that says what an exception means to the person at the terminal: one line and an exit code.
/// Input files are opened before anything is written (<see cref="InputFile"/>), so a plain <see cref="IOException"/> is an
/// output that could not be written.
/// </summary>
internal static class Failure
{
    /// <summary>Exit code and message of <paramref name="exception"/>; the message is one line.</summary>
    public static (int ExitCode, string Message) Describe(Exception exception)
    {
        (int code, string message) = Unwrap(exception) switch
        {
            OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
            UsageException usage => (ExitCode.Usage, usage.Message),
            ConfigurationException configuration => (ExitCode.Usage, configuration.Message),
            DeviceUnavailableException device => (ExitCode.Unavailable, device.Message),
            DllNotFoundException library => (ExitCode.Unavailable, LibraryMessage(library)),
            EntryPointNotFoundException entry => (ExitCode.Unavailable, $"a native library is older than this program: {entry.Message}; run make build"),
            InvalidDataException data => (ExitCode.BadInput, data.Message),
            EndOfStreamException end => (ExitCode.BadInput, end.Message),
            FileNotFoundException file => (ExitCode.BadInput, file.Message),
            IOException io => (ExitCode.Failed, io.Message),
            UnauthorizedAccessException denied => (ExitCode.Failed, denied.Message),
            OutOfMemoryException => (ExitCode.Failed, "not enough memory; use smaller windows, batches or images"),
            ExternalException native => (ExitCode.Failed, native.Message),
            Exception other => (ExitCode.Failed, $"{other.GetType().Name}: {other.Message} (a defect of this program; --verbose shows where)"),
        };
        return (code, OneLine(AtomicFile.WithFinalNames(message)));
    }

    /// <summary>The exception that carries the reason: not the wrapper that a worker, a static constructor or reflection put around it.</summary>
    private static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException or TypeInitializationException or System.Reflection.TargetInvocationException
            && exception.InnerException is Exception inner)
        {
            exception = inner;
        }

        return exception;
    }

    private static string LibraryMessage(DllNotFoundException exception)
    {
        (string Part, string Cure)[] cures =
        [
            ("hdf5", "apt-get install libhdf5-103-1"),
            ("lz4", "apt-get install liblz4-1"),
            ("zstd", "apt-get install libzstd1"),
            ("opencv", "make setup && make build"),
            ("torch", "make setup && make build"),
            ("mpi", "apt-get install openmpi-bin"),
        ];
        string cure = cures.FirstOrDefault(c => exception.Message.Contains(c.Part, StringComparison.OrdinalIgnoreCase)).Cure ?? "make setup";
        string name = exception.Message.Split('\n')[0].TrimEnd('.', ' ');
        return $"a native library is missing: {name}; run: {cure}";
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
