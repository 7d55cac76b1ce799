using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that enumerates in the order in which its entries were added; an entry that is set again keeps its place.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly List<(TKey, TValue)> entries = [];
    private readonly Dictionary<TKey, int> positions = [];

    /// <summary>Makes an empty dictionary.</summary>
    public OrderedDict()
    {
    }

    public TValue this[TKey key]
    {
        get => entries[positions[key]].Item2;
        set
        {
            if (positions.TryGetValue(key, out int position))
            {
                entries[position] = (key, value);
            }
            else
            {
                Add(key, value);
            }
        }
    }

    public (TKey, TValue) this[int index]
    {
        get => entries[index];
        set
        {
            TKey replaced = entries[index].Item1;
            if (positions.TryGetValue(value.Item1, out int position) && position != index)
            {
                throw new ArgumentException($"An entry with the key '{value.Item1}' exists already", nameof(value));
            }

            positions.Remove(replaced);
            positions[value.Item1] = index;
            entries[index] = value;
        }
    }

    public ICollection<TKey> Keys => entries.ConvertAll(entry => entry.Item1);

    public ICollection<TValue> Values => entries.ConvertAll(entry => entry.Item2);

    public int Count => entries.Count;

    public bool IsReadOnly => false;

    public IEnumerable<TKey> keys() => entries.Select(entry => entry.Item1);

    public IEnumerable<TValue> values() => entries.Select(entry => entry.Item2);

    public IEnumerator<(TKey, TValue)> items() => entries.GetEnumerator();

    public IEnumerator<(TKey, TValue)> GetEnumerator() => entries.GetEnumerator();

    public void Add(TKey key, TValue value) => Insert(entries.Count, (key, value));

    public void Add((TKey, TValue) item) => Insert(entries.Count, item);

    public void Add(KeyValuePair<TKey, TValue> item) => Insert(entries.Count, (item.Key, item.Value));

    public void Insert(int index, (TKey, TValue) item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)entries.Count, nameof(index));
        positions.Add(item.Item1, index);
        entries.Insert(index, item);
        Renumber(index + 1);
    }

    public bool Remove(TKey key)
    {
        if (!positions.TryGetValue(key, out int position))
        {
            return false;
        }

        RemoveAt(position);
        return true;
    }

    public bool Remove((TKey, TValue) item)
    {
        int position = IndexOf(item);
        if (position < 0)
        {
            return false;
        }

        RemoveAt(position);
        return true;
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        positions.Remove(entries[index].Item1);
        entries.RemoveAt(index);
        Renumber(index);
    }

    public void Clear()
    {
        entries.Clear();
        positions.Clear();
    }

    public void clear() => Clear();

    public bool ContainsKey(TKey key) => positions.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => IndexOf(item) >= 0;

    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item) =>
        positions.TryGetValue(item.Item1, out int position) && EqualityComparer<TValue>.Default.Equals(entries[position].Item2, item.Item2) ? position : -1;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = positions.TryGetValue(key, out int position);
        value = found ? entries[position].Item2 : default;
        return found;
    }

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        entries.ConvertAll(entry => KeyValuePair.Create(entry.Item1, entry.Item2)).CopyTo(array, arrayIndex);

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2)).GetEnumerator();

    private void Renumber(int from)
    {
        for (int i = from; i < entries.Count; i++)
        {
            positions[entries[i].Item1] = i;
        }
    }
}
