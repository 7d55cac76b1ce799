namespace TorchSharp;

/// <summary>One thread's stack of dispose scopes. A tensor made while a scope is open belongs to the innermost.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? current;

    public static ThreadDisposeScopeStatistics Statistics => OfThread.ThreadStatistics;

    internal static DisposeScopeManager OfThread => current ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics ThreadStatistics { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    /// <summary>Counts a new tensor and gives it to the innermost scope, which is returned.</summary>
    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (CurrentDisposeScope is { } scope)
        {
            ThreadStatistics.TensorStatistics.CreatedInScopeCount++;
            scope.Own(tensor);
            return scope;
        }

        ThreadStatistics.TensorStatistics.CreatedOutsideScopeCount++;
        return null;
    }

    /// <summary>Counts a tensor that is being disposed on this thread.</summary>
    internal void CountDisposal(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
        {
            ThreadStatistics.TensorStatistics.DisposedOutsideScopeCount++;
        }
        else
        {
            ThreadStatistics.TensorStatistics.DisposedInScopeCount++;
        }
    }

    /// <summary>Takes a scope out of the stack, wherever in it the scope lies: scopes may be closed out of order.</summary>
    internal void Remove(DisposeScope closed)
    {
        if (ReferenceEquals(CurrentDisposeScope, closed))
        {
            CurrentDisposeScope = closed.OuterScope;
            return;
        }

        for (DisposeScope? scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (ReferenceEquals(scope.OuterScope, closed))
            {
                scope.OuterScope = closed.OuterScope;
                return;
            }
        }
    }
}
