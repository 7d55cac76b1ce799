using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// Reads YAML into <see cref="CalibrationNode"/>s. A calibration is small and flat, so a file beyond 1 MB, 12 levels or 100,000 nodes is
/// refused, and so are aliases, by which a short file could stand for an enormous one.
/// </summary>
internal static class CalibrationYaml
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 12;
    private const int MaxNodes = 100_000;

    public static CalibrationNode Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
        {
            throw new InvalidDataException($"{path}: {stream.Length:N0} bytes, more than the {MaxBytes:N0} that a calibration may have");
        }

        using StreamReader text = new(stream);
        Reader reader = new(path, new Parser(text));
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{path}: line {error.Start.Line}: not YAML: {error.Message.ReplaceLineEndings(" ")}", error);
        }
        catch (InvalidOperationException error)
        {
            // The package's scanner also fails so, at control characters inside a plain text for one.
            throw new InvalidDataException($"{path}: not YAML after line {reader.Line}", error);
        }
    }

    private sealed class Reader(string path, Parser parser)
    {
        private int nodes;

        /// <summary>Line of the last node begun.</summary>
        public long Line { get; private set; }

        public CalibrationNode Document()
        {
            // The stream's and the document's beginning come first; an empty file ends there.
            while (parser.MoveNext() && parser.Current is StreamStart or DocumentStart)
            {
            }

            return parser.Current is MappingStart
                ? Node("", 0)
                : throw new InvalidDataException($"{path}: not a YAML mapping, as calibrations are");
        }

        private CalibrationNode Node(string name, int depth)
        {
            ParsingEvent here = parser.Current ?? throw new InvalidDataException($"{path}: the YAML ends early");
            long line = Line = here.Start.Line;
            if (depth > MaxDepth || ++nodes > MaxNodes)
            {
                throw new InvalidDataException($"{path}: line {line}: deeper than {MaxDepth} levels or more than {MaxNodes:N0} nodes; no calibration is");
            }

            switch (here)
            {
                case Scalar scalar:
                    parser.MoveNext();
                    return new CalibrationNode(path, name, line) { Text = scalar.Value };
                case SequenceStart:
                    return new CalibrationNode(path, name, line) { Items = Items(name, depth) };
                case MappingStart:
                    return new CalibrationNode(path, name, line) { Entries = Entries(name, depth) };
                default:
                    throw new InvalidDataException($"{path}: line {line}: aliases are not read in calibrations");
            }
        }

        private List<CalibrationNode> Items(string name, int depth)
        {
            List<CalibrationNode> items = [];
            parser.MoveNext();
            while (parser.Current is not SequenceEnd)
            {
                items.Add(Node($"{name}[{items.Count}]", depth + 1));
            }

            parser.MoveNext();
            return items;
        }

        private Dictionary<string, CalibrationNode> Entries(string name, int depth)
        {
            Dictionary<string, CalibrationNode> entries = [];
            parser.MoveNext();
            while (parser.Current is not MappingEnd)
            {
                CalibrationNode key = Node(name, depth + 1);
                string text = key.Text ?? throw key.Wrong("has a key that is not a text");
                if (!entries.TryAdd(text, Node(name.Length == 0 ? text : $"{name}.{text}", depth + 1)))
                {
                    throw key.Wrong($"has the entry '{text}' twice");
                }
            }

            parser.MoveNext();
            return entries;
        }
    }
}
