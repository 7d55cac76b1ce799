namespace TorchSharp;

/// <summary>
/// Owns what is made while it is open and disposes it at its end, except what was moved out or detached. Scopes nest; each thread
/// has its own (<see cref="torch.NewDisposeScope"/>).
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private HashSet<IDisposable> owned = new(ReferenceEqualityComparer.Instance);
    private DisposeScopeManager? manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    /// <summary>What the scope owns at this moment.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            _ = Manager;
            return owned.ToArray();
        }
    }

    /// <summary>How many objects the scope owns.</summary>
    public int DisposablesCount
    {
        get
        {
            _ = Manager;
            return owned.Count;
        }
    }

    internal DisposeScope? OuterScope { get; set; }

    private DisposeScopeManager Manager
    {
        get
        {
            ObjectDisposedException.ThrowIf(manager is null, this);
            return manager;
        }
    }

    public bool Contains(IDisposable disposable) => owned.Contains(disposable);

    /// <summary>Hands objects of this scope to the scope around it; where there is none, they are detached.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveToOther(OuterScope, (IEnumerable<IDisposable>)[disposable]);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        MoveToOther(OuterScope, (IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        MoveToOther(OuterScope, (IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Hands objects of this scope to another; null detaches them. What this scope does not own stays where it is.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        MoveToOther(scope, (IEnumerable<IDisposable>)[disposable]);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        MoveToOther(scope, (IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        MoveToOther(scope, (IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        _ = Manager;
        if (scope is null)
        {
            Detach(disposables);
            return;
        }

        foreach (IDisposable disposable in disposables)
        {
            if (owned.Remove(disposable))
            {
                scope.Own(disposable);
            }
        }
    }

    /// <summary>Takes objects out of every scope: their holder disposes them.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        Detach((IEnumerable<IDisposable>)[disposable]);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        Detach((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        Detach((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        DisposeScopeManager statistics = Manager;
        foreach (IDisposable disposable in disposables)
        {
            if (owned.Remove(disposable) && disposable is torch.Tensor tensor)
            {
                tensor.OwningDisposeScope = null;
                tensor.TellCollector();
                statistics.ThreadStatistics.TensorStatistics.DetachedFromScopeCount++;
            }
        }
    }

    /// <summary>Makes this scope the owner, whichever scope was.</summary>
    public void Attach(IDisposable disposable) => _ = Attach((IEnumerable<IDisposable>)[disposable]);

    public void Attach(params IDisposable[] disposables) => _ = Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        DisposeScopeManager statistics = Manager;
        List<IDisposable> attached = [];
        foreach (IDisposable disposable in disposables)
        {
            if (Own(disposable) && disposable is torch.Tensor)
            {
                statistics.ThreadStatistics.TensorStatistics.AttachedToScopeCount++;
            }

            attached.Add(disposable);
        }

        return attached;
    }

    /// <summary>Disposes what the scope owns and leaves it open.</summary>
    public void DisposeEverything() => DisposeEverythingBut((IEnumerable<IDisposable>)[]);

    /// <summary>Disposes what the scope owns but these, which it goes on owning.</summary>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ArgumentNullException.ThrowIfNull(inKeep);
        _ = Manager;
        HashSet<IDisposable> before = owned;
        owned = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in before)
        {
            if (!owned.Contains(disposable))
            {
                disposable.Dispose();
            }
        }
    }

    /// <summary>Tells the scope that one of its objects was disposed. Tensors tell it themselves.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        _ = Manager;
        owned.Remove(disposable);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = null;
        }
    }

    /// <summary>Disposes what the scope owns and closes it. A second call does nothing.</summary>
    public void Dispose()
    {
        if (manager is { } open)
        {
            DisposeEverything();
            open.Remove(this);
            manager = null;
        }
    }

    /// <summary>Takes ownership; false if the scope had it already.</summary>
    /// <exception cref="InvalidOperationException">It is no tensor; nothing else tells its scope of its disposal.</exception>
    internal bool Own(IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor)
        {
            throw new InvalidOperationException("DisposeScope can only manage Tensor");
        }

        if (!owned.Add(tensor))
        {
            return false;
        }

        if (!ReferenceEquals(tensor.OwningDisposeScope, this))
        {
            tensor.OwningDisposeScope?.owned.Remove(tensor);
            tensor.OwningDisposeScope = this;
        }

        return true;
    }
}
