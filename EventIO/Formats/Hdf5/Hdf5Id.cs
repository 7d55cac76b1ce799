namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>An HDF5 identifier and the function that closes it. Make and use it inside <see cref="Hdf5Library.Enter"/>.</summary>
internal sealed class Hdf5Id(long value, Func<long, int> close) : IDisposable
{
    private bool closed;

    public bool IsValid => value >= 0;

    public static implicit operator long(Hdf5Id id)
    {
        ObjectDisposedException.ThrowIf(id.closed, id);
        return id.Value;
    }

    private long Value => value;

    /// <summary>Closes the identifier; false if the library could not (for a file that was written: data may be lost).</summary>
    public bool Close()
    {
        if (closed || !IsValid)
        {
            return true;
        }

        closed = true;
        using Lock.Scope scope = Hdf5Library.Enter();
        return close(value) >= 0;
    }

    public void Dispose() => _ = Close();
}
