using System.Reflection;

namespace EventStereo.Interop.Tests.PublishedApi;

/// <summary>
/// The interop assemblies are source-compatible subsets of published packages: every public type and every public or protected member
/// has its line in the package's listing, with its kind, types, parameter names and defaults. The listings lie in
/// <c>shared/reference/published-api</c>, in the repository's folder or beside it or above; without them the tests are skipped.
/// </summary>
public sealed class PublishedApiTests
{
    public static TheoryData<string, string> Packages => new()
    {
        { "TorchSharp", "TorchSharp-0.106.0.txt" },
        { "HDF.PInvoke", "HDF.PInvoke-1.10.txt" },
        { "OpenCvSharp", "OpenCvSharp4-4.13.0.txt" },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_member_has_its_line_in_the_published_listing(string assembly, string listing) =>
        Assert.Empty(Deviations(assembly, listing, Beyond));

    // A class of ours that derives from one of these compiles against the package only if it implements the same members.
    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_abstract_member_that_is_published_is_abstract_here_too(string assembly, string listing) =>
        Assert.Empty(Deviations(assembly, listing, MissingAbstract));

    private static List<string> Deviations(string assembly, string listing, Func<Type, ApiListing, IEnumerable<string>> check)
    {
        ApiListing published = ApiListing.Read(Path.Combine(ListingsFolder(), listing));
        Type[] types = [.. Assembly.Load(assembly).GetTypes().Where(IsListed)];
        Assert.True(types.Length > 10, $"{assembly} shows {types.Length} types");
        return [.. types.SelectMany(type => check(type, published))];
    }

    private static IEnumerable<string> Beyond(Type type, ApiListing listing)
    {
        string name = TypeText.Full(type);
        if (listing.Find(name) is not { } published)
        {
            return [$"{name} is not published"];
        }

        return new[] { (Own: TypeText.Kind(type), Published: published.Kind) }
            .Where(kind => kind.Own != kind.Published).Select(kind => $"{name} is a {kind.Own}, published as a {kind.Published}")
            .Concat(TypeText.Ancestors(type).Except(published.Bases).Select(ancestor => $"{name} derives from {ancestor}"))
            .Concat(MemberText.Of(type).Except(published.Members).Select(member => $"{name}: {member}"));
    }

    private static IEnumerable<string> MissingAbstract(Type type, ApiListing listing) =>
        listing.Find(TypeText.Full(type)) is not { } published ? []
        : published.Members.Where(line => line.Contains("abstract ", StringComparison.Ordinal)).Except(MemberText.Of(type)).Select(line => $"{TypeText.Full(type)} lacks: {line}");

    // The listings leave out protected nested types, and what OpenCvSharp keeps for itself.
    private static bool IsListed(Type type) => type.IsVisible && type.Namespace?.Contains(".Internal", StringComparison.Ordinal) == false;

    private static string ListingsFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "reference", "published-api");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip("shared/reference/published-api is neither beside the repository nor above it");
        throw new InvalidOperationException("Assert.Skip returned"); // it never does; the compiler does not know
    }
}
