using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Datasets;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs datasets</c>: the published splits that the program knows by name, and which frames of which sequence belong to each part.</summary>
internal sealed class DatasetsCommand : EvsCommand
{
    public DatasetsCommand()
        : base(
            "datasets",
            "The published splits that --split takes: sequences, first and last ground-truth map, and number of frames of each part.",
            "evs datasets",
            "evs datasets --json -")
    {
    }

    protected override int Run(CommandContext context)
    {
        DatasetPart[] parts = Enum.GetValues<DatasetPart>();
        SplitReport[] splits =
        [
            .. MvsecSplit.All.SelectMany(split => parts.Select(part => SplitReport.Of(split, part))),
            .. StereoSpikeSplit.All.SelectMany(split => parts.Select(part => SplitReport.Of(split, part))),
            SplitReport.OfDsecTraining(),
        ];
        Table table = Tables.Create("--split", "sequence", ">first frame", ">last frame", ">frames", ">frames of the part");
        foreach (SplitReport split in splits)
        {
            foreach ((SplitSequence sequence, int i) in split.Sequences.Select((sequence, i) => (sequence, i)))
            {
                table.Row(
                    i == 0 ? split.Split : string.Empty,
                    sequence.Name,
                    Count(sequence.FirstFrame),
                    Count(sequence.LastFrame),
                    Count(sequence.Frames),
                    i == 0 ? Count(split.Frames) : string.Empty);
            }
        }

        context.Output.Write(table);
        context.Output.WriteLine("mvsec-N, stereospike-N: validation and test are drawn from all frames between first and last of the sequence held out; dsec: 10 frames a second, counted when it is read.");
        context.Report(splits);
        return ExitCode.Done;
    }

    private static string Count(int? count) => count is int number ? Figures.Count(number) : "-";
}
