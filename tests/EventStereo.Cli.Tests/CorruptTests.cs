using System.Diagnostics;
using System.Text.Json;
using EventStereo.Bench.Corruption;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>A thousand damaged copies of a file of every format: each is read, its losses counted, or refused in one line.</summary>
public sealed class CorruptTests : IDisposable
{
    private const int Copies = 1000;
    private readonly TemporaryFolder folder = new();

    /// <summary>Files of the formats that are read only, and of kinds of storage that the writers do not make.</summary>
    public static TheoryData<string, string> Fixtures => new()
    {
        { "mvsec", "mvsec/float32.hdf5" },
        { "mvsec", "mvsec/lzf.hdf5" },
        { "mvsec", "mvsec/columns.hdf5" },
        { "mvsec", "mvsec/scene_data.hdf5" },
        { "aedat4", "aedat4/stereo_lz4.aedat4" },
        { "aedat4", "aedat4/stereo_zstd.aedat4" },
        { "aedat4", "aedat4/stereo_none.aedat4" },
        { "evt21", "prophesee/evt21.raw" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Damaged_copies_of_every_format_written_are_read_or_refused() => AssertSound(EvsProcess.Run("bench", "corrupt", "--count", $"{Copies}", "--json", "-"), 5);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Damaged_copies_are_read_or_refused(string format, string file) =>
        AssertSound(EvsProcess.Run("bench", "corrupt", Repository.File("tests", "data", file), "--format", format, "--count", $"{Copies}", "--json", "-"), 1);

    [Fact]
    public void Equal_seeds_damage_alike_and_every_damage_is_another()
    {
        byte[] whole = File.ReadAllBytes(Repository.File("tests", "data", "prophesee", "evt3.raw"));
        byte[][] damaged = [.. Enumerable.Range(0, 200).Select(seed => FileMutator.Mutate(whole, seed, out _))];

        Assert.Equal(damaged[7], FileMutator.Mutate(whole, 7, out _));
        Assert.InRange(damaged.Select(System.Convert.ToHexString).Distinct().Count(), 190, 200);
        Assert.InRange(damaged.Count(copy => copy.AsSpan().SequenceEqual(whole)), 0, 4);
    }

    [Fact]
    public void A_crash_is_counted_and_the_files_behind_it_are_read_all_the_same()
    {
        string file = Sound();
        CorruptionRun run = new((from, to) => Shell(from == 5
            ? "echo '> 5'; echo '0.1 1000 2000 read'; echo '> 6'; kill -SEGV $$"
            : $"for i in $(seq {from} {to - 1}); do echo \"> $i\"; echo '0.2 3000 4000 refused'; done"));
        CorruptionReport report = run.Run(file, "csv", 5, 10);

        CorruptionOutcome crash = Assert.Single(report.Broken);
        Assert.Equal(6, crash.Seed);
        Assert.Contains("exit code 139", crash.What, StringComparison.Ordinal);
        Assert.Equal((1, 8, 0.2), (report.Read, report.Refused, report.MostSeconds));
    }

    [Fact]
    public void A_file_that_takes_too_long_is_counted_and_its_process_ended()
    {
        string file = Sound();
        CorruptionRun run = new(
            (from, _) => Shell(from == 0 ? "echo '> 0'; sleep 600" : "echo '> 1'; echo '0.2 3000 4000 read'"), limit: TimeSpan.FromSeconds(1));
        CorruptionReport report = run.Run(file, "csv", 0, 2);

        Assert.Equal(0, Assert.Single(report.Broken).Seed);
        Assert.Equal(1, report.Read);
    }

    [Fact]
    public void Memory_beyond_the_limit_and_other_exceptions_are_counted()
    {
        string file = Sound();
        CorruptionRun run = new((_, _) => Shell("echo '> 0'; echo '0.1 1000 99000000000 read'; echo '> 1'; echo '0.1 1000 2000 broken OverflowException: x'"));
        CorruptionReport report = run.Run(file, "csv", 0, 2);

        Assert.Equal([0, 1], report.Broken.Select(broken => broken.Seed).Order());
        Assert.Contains("OverflowException", report.Broken.Single(broken => broken.Seed == 1).What, StringComparison.Ordinal);
    }

    private static void AssertSound(EvsResult result, int atLeast)
    {
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement[] cases = [.. report.RootElement.GetProperty("cases").EnumerateArray()];
        Assert.InRange(cases.Length, atLeast, 100);
        Assert.All(cases, done =>
        {
            Assert.Empty(done.GetProperty("broken").EnumerateArray().Select(broken => broken.GetRawText()));
            Assert.Equal(Copies, done.GetProperty("read").GetInt64() + done.GetProperty("refused").GetInt64());
            Assert.InRange(done.GetProperty("refused").GetInt64(), 1, Copies - 1);
        });
        Assert.Equal(0, result.ExitCode);
    }

    private static Process Shell(string script)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", script]) { RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("bash does not start");
    }

    private string Sound()
    {
        File.WriteAllText(folder["sound.csv"], "t,x,y,p\n1,2,3,1\n");
        return folder["sound.csv"];
    }
}
