using System.Text.RegularExpressions;

namespace EventStereo.Interop.Tests.PublishedApi;

/// <summary>
/// The public signatures of a published package, read from its listing: one type a paragraph, <c>kind Name : bases</c>, its members
/// indented below it, one a line; an enumeration's constants lie on one line.
/// </summary>
internal sealed partial class ApiListing
{
    private readonly Dictionary<string, PublishedType> types;

    private ApiListing(Dictionary<string, PublishedType> types) => this.types = types;

    /// <summary>The type of that full name, or null if the package has none.</summary>
    public PublishedType? Find(string fullName) => types.GetValueOrDefault(fullName);

    /// <summary>Reads a listing.</summary>
    /// <exception cref="InvalidDataException">A line is neither a type nor a member of one.</exception>
    public static ApiListing Read(string path)
    {
        Dictionary<string, PublishedType> types = [];
        PublishedType? current = null;
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            if (!line.StartsWith("  ", StringComparison.Ordinal))
            {
                Match header = Header().Match(line);
                current = header.Success
                    ? new PublishedType(header.Groups["kind"].Value, Split(header.Groups["bases"].Value), [])
                    : throw new InvalidDataException($"{path}: no type in '{line}'");
                types.Add(header.Groups["name"].Value, current);
            }
            else if (current is null)
            {
                throw new InvalidDataException($"{path}: a member before the first type: '{line}'");
            }
            else
            {
                current.Members.UnionWith(current.Kind == "enum" ? line.Trim().Split(", ") : [line[2..]]);
            }
        }

        return new ApiListing(types);
    }

    /// <summary>Splits at the commas that no angle bracket encloses.</summary>
    private static HashSet<string> Split(string list)
    {
        HashSet<string> parts = [];
        for (int start = 0, depth = 0, i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += list[i] == '<' ? 1 : list[i] == '>' ? -1 : 0;
            }
        }

        parts.Remove("");
        return parts;
    }

    [GeneratedRegex("^(?<kind>(?:static |abstract |sealed )?(?:class|struct|enum|interface|delegate)) (?<name>[^:]+?)(?: : (?<bases>.*))?$")]
    private static partial Regex Header();

    /// <summary>One type: what it is, what it derives from, and its members' lines.</summary>
    internal sealed record PublishedType(string Kind, HashSet<string> Bases, HashSet<string> Members);
}
