using System.CommandLine;
using System.Text.Json.Nodes;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs decode RUN|FILE|NAME</c>: an architecture as JSON and as pictures, and how two of them differ.</summary>
internal sealed class DecodeCommand : EvsCommand
{
    private readonly Argument<string> source = new("RUN|FILE|NAME") { Description = GenotypeChoice.Described };

    private readonly Option<int?> epoch = new("--epoch") { Description = "Epoch of a search run, from 1; by default what the search ended with", HelpName = "N" };

    private readonly Option<string?> output = new("--out")
    {
        Description = "Folder for genotype.json and pictures (SVG) of cells and paths, of a search run also of its logits over the epochs, of one with --dgs of its surrogate gradients; without it the genotype goes to standard output",
        HelpName = "DIR",
    };

    private readonly Option<string?> other = new("--diff")
    {
        Description = "Print how the genotype differs from this one, a difference a line, names and provenances aside; exit code 0 when they are equal, 1 when not",
        HelpName = "RUN|FILE|NAME",
    };

    public DecodeCommand()
        : base(
            "decode",
            "The architecture of a search run at any of its epochs, of a trained run, of a file or by name: genotype, pictures, differences.",
            "evs decode spikedhs-stereo",
            "evs decode runs/search --epoch 5 --out pictures",
            "evs decode runs/search --diff spikedhs-stereo")
    {
        Arguments.Add(source);
        epoch.RequireRange(1, int.MaxValue);
        Options.Add(epoch);
        Options.Add(output);
        Options.Add(other);
    }

    protected override int Run(CommandContext context)
    {
        string name = context.Get(source);
        GenotypeChoice chosen = GenotypeChoice.Of(name, context.Get(epoch));
        IReadOnlyList<string>? differences = context.Get(other) is { } second ? GenotypeDifference.Between(chosen.Genotype, GenotypeChoice.Of(second).Genotype) : null;
        string json = GenotypeFile.ToJson(chosen.Genotype);
        List<string> files = context.Get(output) is { } folder ? Write(folder, json, chosen, context.Get(epoch)) : [];
        foreach (string line in differences ?? files)
        {
            context.Print(line + "\n");
        }

        if (differences is null && files.Count == 0)
        {
            context.Print(json);
        }

        context.Report(new DecodeReport(
            chosen.Genotype.Name, chosen.Genotype.Task, name, context.Get(epoch) ?? chosen.Genotype.Provenance.Epoch, GenotypeFile.Fingerprint(chosen.Genotype), JsonNode.Parse(json), chosen.Run?.Epochs ?? [], files, differences));
        return differences is { Count: > 0 } ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>Writes the genotype and its pictures; their paths.</summary>
    private static List<string> Write(string folder, string json, GenotypeChoice chosen, int? epoch)
    {
        List<string> written = [];
        IReadOnlyDictionary<string, string> pictures = GenotypePictures.Of(chosen.Genotype, chosen.Run?.History, epoch ?? chosen.Genotype.Provenance.Epoch, chosen.Run?.Surrogates);
        foreach ((string name, string text) in pictures.Prepend(new KeyValuePair<string, string>("genotype.json", json)))
        {
            string path = Path.Combine(folder, name);
            AtomicFile.WriteText(path, text);
            written.Add(path);
        }

        return written;
    }
}
