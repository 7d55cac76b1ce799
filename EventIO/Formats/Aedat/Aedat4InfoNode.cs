using System.Globalization;
using System.Xml;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// The text in the file's header that lists the streams: a tree of <c>node</c> elements, each with <c>attr</c> elements of a key and a value.
/// Below the node <c>outInfo</c> there is a node for each stream, named by its number, and in it one named <c>info</c>.
/// </summary>
internal static class Aedat4InfoNode
{
    private const int MaxStreams = 1024, MaxDepth = 64, MaxSide = 16_384;
    private const string Root = "outInfo", Info = "info";

    /// <summary>The streams, by number. Nodes and attributes that are not known are passed over.</summary>
    /// <exception cref="InvalidDataException">Not XML, too deep, or too many streams.</exception>
    public static IReadOnlyList<Aedat4Stream> Parse(string text)
    {
        SortedDictionary<int, Dictionary<string, string>> found = [];
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(text), settings);
            Walk(reader, found);
        }
        catch (XmlException failure)
        {
            // The parser quotes the byte that it stumbles over, which may be the end of a line.
            throw new InvalidDataException($"the list of streams is not XML: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }

        return [.. found.Where(pair => pair.Value.ContainsKey("typeIdentifier")).Select(pair => Describe(pair.Key, pair.Value))];
    }

    private static void Walk(XmlReader reader, SortedDictionary<int, Dictionary<string, string>> found)
    {
        List<string> path = [];
        string? key = null;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw new InvalidDataException($"the list of streams is nested more than {MaxDepth} deep");
            }

            // A key waits for the text that its element begins with.
            string? waiting = key;
            key = null;
            switch (reader.NodeType, reader.Name)
            {
                case (XmlNodeType.Element, "node") when !reader.IsEmptyElement:
                    path.Add(reader.GetAttribute("name") ?? "");
                    break;
                case (XmlNodeType.EndElement, "node"):
                    path.RemoveAt(path.Count - 1);
                    break;
                case (XmlNodeType.Element, "attr"):
                    key = reader.GetAttribute("key");
                    break;
                case (XmlNodeType.Text, _) when waiting is not null && StreamOf(path) is int id:
                    Attributes(found, id)[waiting] = reader.Value;
                    break;
            }
        }
    }

    /// <summary>The stream that attributes at a path belong to.</summary>
    private static int? StreamOf(List<string> path)
    {
        int root = path.IndexOf(Root);
        bool within = root >= 0 && (path.Count == root + 2 || (path.Count == root + 3 && path[^1] == Info));
        return within && int.TryParse(path[root + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
    }

    private static Dictionary<string, string> Attributes(SortedDictionary<int, Dictionary<string, string>> found, int id)
    {
        if (!found.TryGetValue(id, out Dictionary<string, string>? attributes))
        {
            if (found.Count == MaxStreams)
            {
                throw new InvalidDataException($"the list of streams holds more than {MaxStreams}");
            }

            found.Add(id, attributes = new Dictionary<string, string>(StringComparer.Ordinal));
        }

        return attributes;
    }

    private static Aedat4Stream Describe(int id, Dictionary<string, string> attributes)
    {
        SensorSize? size = Side(attributes, "sizeX") is int width && Side(attributes, "sizeY") is int height ? new SensorSize(width, height) : null;
        return new Aedat4Stream(
            id, attributes["typeIdentifier"], attributes.GetValueOrDefault("originalOutputName", ""), attributes.GetValueOrDefault("source"), size);
    }

    private static int? Side(Dictionary<string, string> attributes, string key) =>
        attributes.TryGetValue(key, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is > 0 and <= MaxSide
            ? side
            : null;
}
