using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EventStereo.Bench.Corruption;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Formats;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs bench corrupt [FILE...]</c>: reads damaged copies of files by the ten thousand.</summary>
internal sealed class CorruptCommand : EvsCommand
{
    private readonly Argument<string[]> files = new("FILE") { Description = "Sound recordings to damage; without one, a small file of each format that is written", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<int> count = new("--count") { Description = "Damaged copies of each file", HelpName = "N", DefaultValueFactory = _ => 100_000 };

    // How the reading process is called: the range of seeds, and where damaged files lie.
    private readonly Option<string?> worker = new("--worker") { Description = "Folder of a reading process", Hidden = true };

    public CorruptCommand()
        : base(
            "corrupt",
            "Reads damaged copies of recordings: each must be read with its losses counted, or refused in one line; no crash, no hang, no memory beyond the stated limits. Exit 1 if one breaks that.",
            "evs bench corrupt --count 1000 --format evt3",
            "evs bench corrupt samples/pendulum_3s_mvsec_gzip.hdf5 --seed 17 --count 1")
    {
        count.RequireRange(1, 100_000_000);
        Arguments.Add(files);
        foreach (Option option in (Option[])[count, CommonOptions.Seed, RecordingOptions.Format, worker])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        string[] asked = context.Find(files) ?? [];
        string? format = context.Get(RecordingOptions.Format);
        if (context.Get(worker) is string workFolder)
        {
            CorruptionWorker.Run(asked[0], format, context.Seed, context.Seed + context.Get(count), workFolder, Console.Out);
            return ExitCode.Done;
        }

        string folder = Directory.CreateTempSubdirectory("evs-corrupt-").FullName;
        try
        {
            IReadOnlyList<(string Path, string Format)> sound = asked.Length == 0
                ? SoundFiles.Write(folder, format)
                : [.. asked.Select(InputFile.Require).Select(path => (path, format ?? RecordingFormats.Detect(path).Name))];
            if (sound.Count == 0)
            {
                throw new UsageException($"files of format {format} are read and not written, so there is none to damage; name a sound one");
            }

            CorruptReport report = context.Progress.Track("reading damaged files", progress => Run(context, sound, folder, progress));
            Print(context.Output, report);
            context.Report(report);
            return report.Cases.All(done => done.Broken.Count == 0) ? ExitCode.Done : ExitCode.Failed;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private CorruptReport Run(CommandContext context, IReadOnlyList<(string Path, string Format)> sound, string folder, WorkProgress progress)
    {
        List<CorruptionReport> cases = [];
        foreach ((string path, string format) in sound)
        {
            CorruptionRun run = new((from, to) => StartWorker(path, format, from, to, folder));
            cases.Add(run.Run(path, format, context.Seed, context.Get(count), new PartProgress(progress, cases.Count, sound.Count), context.Cancellation));
        }

        return new CorruptReport(context.Seed, cases);
    }

    private static Process StartWorker(string path, string format, int from, int to, string folder)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program does not know its own path");
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(CorruptCommand).Assembly.Location] : [];
        string[] words =
        [
            .. own, "bench", "corrupt", path, "--format", format, "--worker", folder,
            "--seed", from.ToString(CultureInfo.InvariantCulture), "--count", (to - from).ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");

        // Read away, or a full pipe would stop the process; what it says is in its exit code.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static void Print(IAnsiConsole output, CorruptReport report)
    {
        Table table = Tables.Create("format", "file", ">damaged copies", ">read", ">refused", ">broken", ">longest s", ">most allocated MB", ">peak MB");
        foreach (CorruptionReport done in report.Cases)
        {
            table.Row(
                done.Format, Path.GetFileName(done.File), Figures.Count(done.Files), Figures.Count(done.Read), Figures.Count(done.Refused),
                Figures.Count(done.Broken.Count), Figures.Number(done.MostSeconds), Figures.Number(done.MostAllocatedMb, 0), Figures.Number(done.PeakResidentMb, 0));
        }

        output.Write(table);
        foreach (CorruptionOutcome broken in report.Cases.SelectMany(done => done.Broken).Take(20))
        {
            output.WriteLine($"{broken.File} --seed {broken.Seed} ({broken.Damage}): {broken.What}");
        }
    }
}
