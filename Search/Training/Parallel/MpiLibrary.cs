using System.Runtime.InteropServices;

namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// Open MPI's C interface, as much of it as averaging needs. Its predefined handles (<c>MPI_COMM_WORLD</c>, <c>MPI_FLOAT</c>, ...)
/// are the addresses of exported globals. Source: Open MPI 4.1, <c>mpi.h</c>; the names and values are the same in versions 3 to 5.
/// </summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The shared library of Open MPI 3, 4 and 5; that of other implementations has other handles and other names.</summary>
    public const string FileName = "libmpi.so.40";

    /// <summary>Calls come from any thread, one at a time: <c>MPI_THREAD_SERIALIZED</c>. Autograd's backward may run on a thread of its own.</summary>
    private const int ThreadSerialized = 2;

    /// <summary><c>MPI_IN_PLACE</c>: the values to be summed lie where the sums go.</summary>
    private const nint InPlace = 1;

    private const int MaxErrorString = 512; // mpi.h says 256

    private readonly nint library;
    private readonly nint world, sum;

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    /// <exception cref="EntryPointNotFoundException">It is not Open MPI's.</exception>
    public MpiLibrary()
    {
        if (!NativeLibrary.TryLoad(FileName, out library))
        {
            throw new DllNotFoundException($"{FileName} (Open MPI)");
        }

        world = Export("ompi_mpi_comm_world");
        sum = Export("ompi_mpi_op_sum");
        Float = Export("ompi_mpi_float");
        Double = Export("ompi_mpi_double");
        Byte = Export("ompi_mpi_byte");
    }

    /// <summary><c>MPI_FLOAT</c>.</summary>
    public nint Float { get; }

    /// <summary><c>MPI_DOUBLE</c>.</summary>
    public nint Double { get; }

    /// <summary><c>MPI_BYTE</c>.</summary>
    public nint Byte { get; }

    /// <summary>Joins the world.</summary>
    public void Initialize()
    {
        int provided;
        Check(((delegate* unmanaged<nint, nint, int, int*, int>)Export("MPI_Init_thread"))(0, 0, ThreadSerialized, &provided), "MPI_Init_thread");
        if (provided < ThreadSerialized)
        {
            throw new PlatformNotSupportedException("this Open MPI was built without threads (MPI_THREAD_SERIALIZED); install another build");
        }
    }

    /// <summary>This process's number in the world.</summary>
    public int Rank() => Ask("MPI_Comm_rank");

    /// <summary>Number of processes in the world.</summary>
    public int Size() => Ask("MPI_Comm_size");

    /// <summary>Sums <paramref name="count"/> values of <paramref name="type"/> at <paramref name="values"/> over all processes, in place.</summary>
    public void AllReduceSum(void* values, int count, nint type) =>
        Check(((delegate* unmanaged<nint, void*, int, nint, nint, nint, int>)Export("MPI_Allreduce"))(InPlace, values, count, type, sum, world), "MPI_Allreduce");

    /// <summary>Copies <paramref name="count"/> values of <paramref name="type"/> from process 0 to all.</summary>
    public void Broadcast(void* values, int count, nint type) =>
        Check(((delegate* unmanaged<void*, int, nint, int, nint, int>)Export("MPI_Bcast"))(values, count, type, 0, world), "MPI_Bcast");

    /// <summary>Waits for every process.</summary>
    public void Barrier() => Check(((delegate* unmanaged<nint, int>)Export("MPI_Barrier"))(world), "MPI_Barrier");

    /// <summary>Ends every process of the world at once.</summary>
    public void Abort(int exitCode) => Check(((delegate* unmanaged<nint, int, int>)Export("MPI_Abort"))(world, exitCode), "MPI_Abort");

    /// <summary>Leaves the world; it is the last call.</summary>
    public void Finish() => Check(((delegate* unmanaged<int>)Export("MPI_Finalize"))(), "MPI_Finalize");

    private nint Export(string name) => NativeLibrary.GetExport(library, name);

    private int Ask(string function)
    {
        int answer;
        Check(((delegate* unmanaged<nint, int*, int>)Export(function))(world, &answer), function);
        return answer;
    }

    private void Check(int error, string function)
    {
        if (error == 0)
        {
            return;
        }

        byte* text = stackalloc byte[MaxErrorString];
        int length;
        _ = ((delegate* unmanaged<int, byte*, int*, int>)Export("MPI_Error_string"))(error, text, &length);
        throw new IOException($"{function} failed: {Marshal.PtrToStringUTF8((nint)text, length)}");
    }
}
