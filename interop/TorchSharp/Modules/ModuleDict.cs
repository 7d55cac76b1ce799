using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Named submodules in order, registered under their names as the module that holds them registers its fields.</summary>
public class ModuleDict<T> : nn.Module, IDictionary<string, T>
    where T : nn.Module
{
    private readonly OrderedDict<string, T> entries = [];
    private bool isRegistered;

    /// <summary>Makes an empty dictionary.</summary>
    public ModuleDict()
        : base(nameof(ModuleDict<>))
    {
    }

    public T this[string key]
    {
        get => entries[key];
        set
        {
            entries[key] = value;
            Renew();
        }
    }

    public (string, T) this[int index]
    {
        get => entries[index];
        set
        {
            entries[index] = value;
            Renew();
        }
    }

    public ICollection<string> Keys => entries.Keys;

    public ICollection<T> Values => entries.Values;

    public int Count => entries.Count;

    public bool IsReadOnly => false;

    public IEnumerable<string> keys() => entries.keys();

    public IEnumerable<T> values() => entries.values();

    public IEnumerator<(string, T)> items() => entries.items();

    public IEnumerator<(string, T)> GetEnumerator() => entries.GetEnumerator();

    public void Add(string key, T value) => Insert(Count, (key, value));

    public void Add((string, T) item) => Insert(Count, item);

    public void Add(KeyValuePair<string, T> item) => Insert(Count, (item.Key, item.Value));

    public void Insert(int index, (string, T) item)
    {
        entries.Insert(index, item);
        Renew();
    }

    public bool Remove(string key)
    {
        bool removed = entries.Remove(key);
        Renew();
        return removed;
    }

    public bool Remove((string, T) item)
    {
        bool removed = entries.Remove(item);
        Renew();
        return removed;
    }

    public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        entries.RemoveAt(index);
        Renew();
    }

    public void Clear()
    {
        entries.Clear();
        Renew();
    }

    public void clear() => Clear();

    public bool Contains((string, T) item) => entries.Contains(item);

    public bool Contains(KeyValuePair<string, T> item) => entries.Contains(item);

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public int IndexOf((string, T) item) => entries.IndexOf(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public void CopyTo((string, T)[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)entries).GetEnumerator();

    protected override void RegisterComponents()
    {
        isRegistered = true;
        Renew();
    }

    private void Renew()
    {
        if (!isRegistered)
        {
            return;
        }

        ClearModules();
        foreach ((string key, T value) in entries)
        {
            register_module(key, value);
        }
    }
}
