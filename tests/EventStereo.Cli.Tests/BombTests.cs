using System.IO.Compression;
using EventStereo.Bench;
using EventStereo.Cli.Tests.Support;
using EventStereo.EventIO.Diagnosis;

namespace EventStereo.Cli.Tests;

/// <summary>A chunk of 64 KiB that unpacks to 1 GiB (tests/data/make_bombs.py) is found by what it is stored in, and never unpacked.</summary>
public sealed class BombTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("events_bomb.hdf5", FindingKind.DamagedChunk)]
    [InlineData("depth_bomb.hdf5", FindingKind.GroundTruthDamaged)]
    public void A_chunk_that_inflates_to_a_gigabyte_is_reported_without_the_memory(string name, FindingKind kind)
    {
        string path = folder[name];
        using (GZipStream packed = new(File.OpenRead(Repository.File("tests", "data", "bombs", name + ".gz")), CompressionMode.Decompress))
        using (FileStream file = File.Create(path))
        {
            packed.CopyTo(file);
        }

        PeakMemory.Reset();
        double before = PeakMemory.Mb();
        DiagnosisReport report = RecordingDiagnosis.Run(path, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains(report.Findings, finding => finding.Kind == kind && finding.Detail.Contains("stored bytes", StringComparison.Ordinal));
        Assert.InRange(PeakMemory.Mb() - before, 0, 200);
    }
}
