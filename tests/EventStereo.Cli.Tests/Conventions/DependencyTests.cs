using System.Reflection;
using System.Xml.Linq;

namespace EventStereo.Cli.Tests.Conventions;

/// <summary>Dependencies point one way only; see ARCHITECTURE.md.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Seams = ["TorchSharp", "HDF.PInvoke", "OpenCvSharp"];

    /// <summary>What each assembly may know directly or through others, packages aside.</summary>
    public static TheoryData<string, string[]> Arrows() => new()
    {
        { "EventStereo.EventIO", ["HDF.PInvoke", "OpenCvSharp"] },
        { "EventStereo.Energy", [] },
        { "EventStereo.Search.Architecture", [] },
        { "EventStereo.Search", ["EventStereo.Search.Architecture", "EventStereo.Energy", "TorchSharp"] },
        { "EventStereo.Search.Classification", ["EventStereo.EventIO", "EventStereo.Search", "EventStereo.Search.Architecture", "EventStereo.Energy", .. Seams] },
        { "EventStereo.StereoNet", ["EventStereo.EventIO", "EventStereo.Search", "EventStereo.Search.Architecture", "EventStereo.Energy", .. Seams] },
        { "EventStereo.Bench", ["EventStereo.StereoNet", "EventStereo.EventIO", "EventStereo.Search", "EventStereo.Search.Architecture", "EventStereo.Energy", .. Seams] },
        { "evs", ["EventStereo.Bench", "EventStereo.StereoNet", "EventStereo.Search.Classification", "EventStereo.EventIO", "EventStereo.Search", "EventStereo.Search.Architecture", "EventStereo.Energy", .. Seams] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void An_assembly_knows_only_what_it_may(string name, string[] allowed)
    {
        string[] ours = [.. Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name ?? string.Empty).Where(IsOurs)];

        Assert.Empty(ours.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_refers_only_to_what_it_may(string name, string[] allowed)
    {
        string[] reached = [.. Reachable(name)];

        Assert.Empty(reached.Except(allowed));
    }

    [Fact]
    public void Every_library_and_tool_has_its_arrows_stated()
    {
        string[] stated = [.. Arrows().Select(row => row.Data.Item1)];
        string[] built = [.. SourceTree.Projects.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal) && !file.StartsWith("interop/", StringComparison.Ordinal)).Select(AssemblyName)];

        Assert.Equal(built.Order(StringComparer.Ordinal), stated.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_seam_knows_nothing_of_ours()
    {
        string[] seam = [.. SourceTree.Projects.Where(file => file.StartsWith("interop/", StringComparison.Ordinal))];

        Assert.Equal(Seams.Length, seam.Length);
        Assert.All(seam, file => Assert.Empty(DirectReferences(file)));
    }

    [Fact]
    public void Only_one_place_names_the_packages_behind_the_seam()
    {
        string[] packages = ["TorchSharp", "TorchSharp-cpu", "HDF.PInvoke.NETStandard", "OpenCvSharp4"];
        string[] named = [.. SourceTree.Projects.SelectMany(file => Load(file).Descendants("PackageReference").Select(item => item.Attribute("Include")?.Value ?? string.Empty))];

        Assert.Empty(named.Intersect(packages));
    }

    private static bool IsOurs(string name) => Seams.Contains(name) || name == "evs" || name.StartsWith("EventStereo.", StringComparison.Ordinal);

    private static XDocument Load(string project) => XDocument.Load(Path.Combine(SourceTree.Root, project));

    private static string AssemblyName(string project) =>
        Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);

    private static HashSet<string> Reachable(string assembly)
    {
        Dictionary<string, string> projects = SourceTree.Projects.ToDictionary(AssemblyName);
        HashSet<string> reached = [];
        Queue<string> open = new([assembly]);
        while (open.TryDequeue(out string? name))
        {
            foreach (string next in projects.TryGetValue(name, out string? project) ? DirectReferences(project) : [])
            {
                if (reached.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<string> DirectReferences(string project)
    {
        XDocument document = Load(project);
        string folder = Path.GetDirectoryName(Path.Combine(SourceTree.Root, project)) ?? SourceTree.Root;
        IEnumerable<string> projects = document.Descendants("ProjectReference")
            .Select(item => Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(item.Attribute("Include")?.Value ?? string.Empty, folder)))
            .Select(AssemblyName);
        (string Property, string Seam)[] asked = [("UseTorch", "TorchSharp"), ("UseHdf5", "HDF.PInvoke"), ("UseOpenCv", "OpenCvSharp")];
        return projects.Concat(asked.Where(pair => document.Descendants(pair.Property).Any(item => item.Value == "true")).Select(pair => pair.Seam));
    }
}
