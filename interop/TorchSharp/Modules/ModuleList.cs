using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of submodules, registered under their indices as the module that holds the list registers its fields.</summary>
public class ModuleList<T> : nn.Module, IList<T>
    where T : nn.Module
{
    private readonly List<T> list;
    private bool isRegistered;

    /// <summary>Makes a list of the given modules.</summary>
    public ModuleList(params T[] modules)
        : base(nameof(ModuleList<>))
    {
        ArgumentNullException.ThrowIfNull(modules);
        list = [.. modules];
    }

    public T this[int index]
    {
        get => list[index];
        set
        {
            list[index] = value;
            Renumber();
        }
    }

    public int Count => list.Count;

    public bool IsReadOnly => false;

    public void Add(T item)
    {
        list.Add(item);
        Renumber();
    }

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules)
    {
        list.AddRange(modules);
        Renumber();
    }

    public void Insert(int index, T item)
    {
        list.Insert(index, item);
        Renumber();
    }

    public bool Remove(T item)
    {
        bool removed = list.Remove(item);
        Renumber();
        return removed;
    }

    public void RemoveAt(int index)
    {
        list.RemoveAt(index);
        Renumber();
    }

    public void Clear()
    {
        list.Clear();
        Renumber();
    }

    public bool Contains(T item) => list.Contains(item);

    public int IndexOf(T item) => list.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => list.GetEnumerator();

    protected override void RegisterComponents()
    {
        isRegistered = true;
        Renumber();
    }

    private void Renumber()
    {
        if (!isRegistered)
        {
            return;
        }

        ClearModules();
        for (int i = 0; i < list.Count; i++)
        {
            register_module($"{i}", list[i]);
        }
    }
}
