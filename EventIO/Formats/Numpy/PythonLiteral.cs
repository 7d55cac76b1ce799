using System.Buffers;
using System.Globalization;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Reads the few Python literals that NPY headers are made of: texts in single or double quotes without escapes, whole numbers,
/// <c>True</c>, <c>False</c>, and tuples, lists and dictionaries of them. Nothing is evaluated.
/// </summary>
internal ref struct PythonLiteral
{
    private const int MaxDepth = 6;
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(",:)]} \t\r\n");
    private ReadOnlySpan<char> rest;

    /// <summary>Reads a dictionary whose keys are texts; null if the text is none.</summary>
    /// <returns>Values are <see cref="string"/>, <see cref="long"/>, <see cref="bool"/> or lists of values.</returns>
    public static IReadOnlyDictionary<string, object>? Dictionary(string text)
    {
        PythonLiteral reader = new() { rest = text };
        Dictionary<string, object> result = new(StringComparer.Ordinal);
        if (!reader.Takes('{'))
        {
            return null;
        }

        while (!reader.Takes('}'))
        {
            if (reader.Value(0) is not string key || !reader.Takes(':') || reader.Value(0) is not { } value || !result.TryAdd(key, value)
                || (!reader.Takes(',') && !reader.Sees('}')))
            {
                return null;
            }
        }

        return reader.rest.Trim().IsEmpty ? result : null;
    }

    private bool Takes(char c)
    {
        if (!Sees(c))
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private bool Sees(char c)
    {
        rest = rest.TrimStart();
        return rest.Length > 0 && rest[0] == c;
    }

    /// <summary>The next value; null if there is none.</summary>
    private object? Value(int depth)
    {
        if (Takes('('))
        {
            return depth < MaxDepth ? Sequence(')', depth + 1) : null;
        }

        if (Takes('['))
        {
            return depth < MaxDepth ? Sequence(']', depth + 1) : null;
        }

        if (Sees('\'') || Sees('"'))
        {
            int end = rest[1..].IndexOf(rest[0]);
            return end < 0 || rest[1..(end + 1)].Contains('\\') ? null : Cut(end + 2)[1..^1].ToString();
        }

        int length = rest.IndexOfAny(WordEnds);
        ReadOnlySpan<char> word = Cut(length < 0 ? rest.Length : length);
        return word switch
        {
            "True" => true,
            "False" => false,
            _ => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null,
        };
    }

    private List<object>? Sequence(char end, int depth)
    {
        List<object> values = [];
        while (!Takes(end))
        {
            if (Value(depth) is not { } value)
            {
                return null;
            }

            values.Add(value);
            if (!Takes(',') && !Sees(end))
            {
                return null;
            }
        }

        return values;
    }

    private ReadOnlySpan<char> Cut(int length)
    {
        ReadOnlySpan<char> cut = rest[..length];
        rest = rest[length..];
        return cut;
    }
}
