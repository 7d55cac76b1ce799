namespace EventStereo.Interop.Tests;

/// <summary>
/// A listing of a published package's public signatures: one type a paragraph, its members indented. It lies in
/// <c>shared/reference/published-api</c> beside a folder above the tests.
/// </summary>
internal sealed class PublishedListing
{
    private readonly Dictionary<string, HashSet<string>> membersByType = [];

    private PublishedListing(string path)
    {
        HashSet<string> members = [];
        bool isEnum = false;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                // An enum has all its values on one line; ours may have some of them.
                members.UnionWith(isEnum ? line.Trim().Split(", ") : [line.Trim()]);
            }
            else
            {
                // "static class A.B.C<T> : Base, IDisposable": bases are not compared, nested interfaces are left out there.
                string header = line.Split(" : ")[0];
                membersByType[header] = members = [];
                isEnum = header.StartsWith("enum ", StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The listing of that name, or null if this machine has none.</summary>
    public static PublishedListing? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", "published-api", name);
            if (File.Exists(path))
            {
                return new PublishedListing(path);
            }
        }

        return null;
    }

    /// <summary>The members of a type by its header, or null if there is no such type.</summary>
    public IReadOnlySet<string>? Members(string header) => membersByType.GetValueOrDefault(header);
}
