using System.Text;
using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

public sealed class TensorBoardWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_the_records_of_an_independent_encoder()
    {
        using (TensorBoardWriter writer = TensorBoardWriter.Create(folder.Path, clock: new StoppedClock()))
        {
            writer.Append(300, ("loss", 1.25), ("train/onePixelErrorPercent", 31.5));
        }

        string file = Assert.Single(Directory.GetFiles(folder.Path));
        string golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "tensorboard_golden.hex")).ReplaceLineEndings(string.Empty);
        Assert.Equal(golden, Convert.ToHexStringLower(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Checksum_has_the_published_check_value() =>
        Assert.Equal(0xE3069283u, TensorBoardRecord.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void A_file_that_was_cleaned_up_leaves_the_next_one_its_number()
    {
        TensorBoardWriter.Create(folder.Path).Dispose();
        TensorBoardWriter.Create(folder.Path).Dispose();
        File.Delete(Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal).First());

        TensorBoardWriter.Create(folder.Path).Dispose();

        Assert.Equal(["events.out.tfevents.0000000001.evs", "events.out.tfevents.0000000002.evs"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_resumed_run_adds_a_file_that_restarts_at_its_step()
    {
        TensorBoardWriter.Create(folder.Path, clock: new StoppedClock()).Dispose();
        TensorBoardWriter.Create(folder.Path, firstStep: 9, new StoppedClock()).Dispose();

        string[] files = [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        byte[] first = File.ReadAllBytes(files[0]), second = File.ReadAllBytes(files[1]);

        // After the same version record: 15 bytes of message (wall time 9, step 9 in 2, session log {status: START} in 4) in a 16-byte frame.
        byte[] added = second[first.Length..];
        Assert.Equal(first, second[..first.Length]);
        Assert.Equal(16 + 15, added.Length);
        Assert.Equal([0x10, 9, 0x3A, 2, 0x08, 1], added[21..27]);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500);
    }
}
