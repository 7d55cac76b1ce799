using System.Reflection;
using System.Xml.Linq;

namespace EventStereo.Cli.Tests.Conventions;

/// <summary>Every public type of the libraries says what it is.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Libraries() => new(
        "EventStereo.EventIO", "EventStereo.Energy", "EventStereo.Search.Architecture", "EventStereo.Search", "EventStereo.Search.Classification", "EventStereo.StereoNet", "EventStereo.Bench");

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_public_type_has_a_summary(string library)
    {
        Assembly assembly = Assembly.Load(library);
        HashSet<string> documented = Documented(assembly);

        IEnumerable<string> missing = assembly.GetExportedTypes()
            .Select(type => type.FullName?.Replace('+', '.') ?? type.Name)
            .Where(name => !documented.Contains("T:" + name));

        Assert.Empty(missing);
    }

    private static HashSet<string> Documented(Assembly assembly)
    {
        string path = Path.ChangeExtension(assembly.Location, ".xml");
        return [.. XDocument.Load(path).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value) || member.Element("inheritdoc") is not null)
            .Select(member => member.Attribute("name")?.Value ?? string.Empty)];
    }
}
