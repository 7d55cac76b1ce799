namespace OpenCvSharp;

/// <summary>An object with a disposed state. Native resources live in safe handles, so it needs no finalizer of its own.</summary>
public abstract class DisposableObject : IDisposable
{
    protected DisposableObject()
    {
    }

    public bool IsDisposed { get; protected set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed)
        {
            return;
        }

        IsDisposed = true;
        if (disposing)
        {
            DisposeManaged();
        }

        DisposeUnmanaged();
    }

    protected virtual void DisposeManaged()
    {
    }

    protected virtual void DisposeUnmanaged()
    {
    }
}
